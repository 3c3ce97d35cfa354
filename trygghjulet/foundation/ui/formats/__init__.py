"""How numbers and dates are written and read in forms, one folder per language."""
