"""Tests of reading school surveys."""
