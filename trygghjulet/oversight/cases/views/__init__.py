"""The pages of cases: reading and starting them, writing in them, and their way to a decision."""
