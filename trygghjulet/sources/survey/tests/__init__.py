"""Tests of reading surveys."""
