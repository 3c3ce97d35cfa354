"""Arrays in, results out: rates, change, rhythm, hot spots and disclosure control. Knows no web framework."""
