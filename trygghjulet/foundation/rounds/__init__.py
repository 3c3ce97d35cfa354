"""Turns of the wheel: a round of a cooperation, for an area, with a rhythm; and the lessons that a round
leaves for the next.
"""
