"""What a picture says, in plain Python: its figures, how they are worked out, and how they are told."""
