"""Kolada: comparable figures of municipalities, from its open interface."""
