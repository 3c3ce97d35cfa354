"""What is done with the material at set hours, by subject: each reads the clock and calls an operation."""
