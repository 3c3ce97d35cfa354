"""The forums' part of documents: the call to a meeting, and its minutes."""
