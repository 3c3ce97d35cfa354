"""The one way to ask an outside service: politely, with patience and an end, and never where it must not go."""
