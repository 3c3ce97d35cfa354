"""Duties that follow from agreements and governing documents: how each stands, worked out from what the rooms below
have recorded and from what people note. Reads every room below; leaves noted facts.
"""
