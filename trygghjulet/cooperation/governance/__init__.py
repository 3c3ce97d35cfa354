"""Styrande dokument: the register of what the work answers to, and which of it is valid, due for review or run out.
Reads parties; leaves governing documents.
"""
