"""The forms of the measures' room, by subject."""
