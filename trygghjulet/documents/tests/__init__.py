"""Tests of the document tree and its renderings."""
