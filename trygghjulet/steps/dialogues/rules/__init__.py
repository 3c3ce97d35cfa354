"""What holds for dialogues, in plain Python: themes, notes read into points, what follows, and shares of answers."""
