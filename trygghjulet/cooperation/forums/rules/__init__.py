"""The rules of the forums' room in plain Python."""
