"""Coordinates in metres, squares, areas, and who lives in them."""
