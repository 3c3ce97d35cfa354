"""One row for every write: who, what, when, on what. Reads nothing; leaves the log."""
