"""What the made-up municipality promises."""
