"""Tests of the columnar store."""
