"""The pages of the measures' room, by subject."""
