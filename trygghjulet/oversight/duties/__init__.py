"""Duties that follow from agreements and governing documents. Reads agreements and forums; holds nothing
yet.
"""
