"""Åtgärder: the action plan in Brå's columns, each measure tied to the cause it addresses. Reads causes;
leaves plans, measures and indicators.
"""
