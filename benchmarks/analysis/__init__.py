"""Contests: one task each, done by us and by the peers; see `benchmarks/contest.py`."""
