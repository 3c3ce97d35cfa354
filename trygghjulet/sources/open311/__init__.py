"""Open311 (GeoReport v2): fault reports from citizens, from a municipality's own system."""
