"""Tests of boundaries."""
