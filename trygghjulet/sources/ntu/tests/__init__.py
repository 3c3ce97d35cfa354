"""Tests of the national survey's sheets."""
