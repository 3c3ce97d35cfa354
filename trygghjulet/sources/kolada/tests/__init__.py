"""Kolada as it answers."""
