"""A whole turn: what is frozen, what hangs together, what leaves the cooperation, and what it costs to read."""
