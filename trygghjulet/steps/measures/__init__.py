"""Åtgärder: the action plan in Brå's columns, each measure tied to the cause it addresses. Reads causes;
leaves plans with their history, measures and indicators, the library of known measures, and the central level's years.
"""
