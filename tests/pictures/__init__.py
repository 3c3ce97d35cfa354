"""Pictures of real cities, held against counts made by other means."""
