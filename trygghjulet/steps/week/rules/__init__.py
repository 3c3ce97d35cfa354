"""What a week's picture says, in plain Python: its figures, what is unusual, how it is told and what may be done."""
