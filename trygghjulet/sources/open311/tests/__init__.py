"""Open311 as systems write it."""
