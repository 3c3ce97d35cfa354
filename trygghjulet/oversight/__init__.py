"""What is owed, met and late, worked out from what the rooms below have recorded."""
