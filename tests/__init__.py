"""What crosses rooms: the building, the requirements, journeys through the pages."""
