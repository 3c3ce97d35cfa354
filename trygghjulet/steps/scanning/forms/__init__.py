"""The forms of the material, by subject."""
