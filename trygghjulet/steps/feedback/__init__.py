"""Återkoppling: what goes back to whom, and the lessons for the next turn. Reads every earlier step; leaves
feedback items, publications and lessons.
"""
