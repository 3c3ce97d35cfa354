"""Samverkansöverenskommelser and the documents beside them: their parts, parties, life, annexes, costs and duties.
Reads parties and forums; leaves agreements and the duties that follow from them.
"""
