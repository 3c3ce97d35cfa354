"""The marks that tie tests to requirements."""
