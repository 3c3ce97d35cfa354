"""The guard that keeps personal data out of free text. Knows no tables."""
