"""The test of 10 §: its criteria, what is known of a body, and how each criterion is judged."""
