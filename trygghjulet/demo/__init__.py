"""A made-up municipality with planted truths, and the command that fills an installation with it."""
