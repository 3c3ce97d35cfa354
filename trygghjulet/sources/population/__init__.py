"""How many people live in each area, from Statistics Sweden or the municipality."""
