"""Samverkansöverenskommelser: who has agreed with whom, for which purposes, in which areas and for how long.
Reads parties; leaves agreements.
"""
