"""The pages of the material, by subject."""
