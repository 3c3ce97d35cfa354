"""The forms of the forums' room, by subject."""
