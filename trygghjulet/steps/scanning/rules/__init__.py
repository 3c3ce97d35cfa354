"""What holds for material, in plain Python: who sees and handles it, and where an incident lies."""
