"""Cooperations, their parties and the functions that people hold for a period. Reads access; leaves the
scope that every query starts from.
"""
