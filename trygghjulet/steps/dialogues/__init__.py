"""Dialogues, safety walks and consultations: what people said and saw, by theme, place and group, with a list of what
follows. Leaves qualitative material that stands beside the figures.
"""
