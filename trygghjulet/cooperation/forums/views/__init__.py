"""The pages of the forums' room, by subject."""
