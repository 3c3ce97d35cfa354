"""The forms of the room, by subject."""
