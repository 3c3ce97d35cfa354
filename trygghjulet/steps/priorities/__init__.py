"""Prioritering: the problem areas chosen for a turn, each with grounds that point to findings. Reads
pictures; leaves priority areas.
"""
