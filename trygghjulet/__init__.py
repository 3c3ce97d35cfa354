"""Trygghjulet: the joint crime-prevention work of a municipality and its police, from data to feedback."""

import os

# Polars keeps the memory that a large file needed, unless it is told, before it is loaded, to give it back.
os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:100,muzzy_decay_ms:0")
