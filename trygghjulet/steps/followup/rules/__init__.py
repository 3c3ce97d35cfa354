"""What follow-up figures are, which months they compare, and what of them may be shown."""
