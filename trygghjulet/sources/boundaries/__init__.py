"""Boundaries of areas from maps: municipalities, Statistics Sweden, the city itself."""
