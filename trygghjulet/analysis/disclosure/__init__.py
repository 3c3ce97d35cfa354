"""What to withhold so that small counts can't be read or worked out, and the attack that tests it."""
