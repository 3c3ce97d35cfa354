"""The places of a cooperation that people know by name: the pages that keep them, the map that shows them, and the
form's field that asks where something is. Reads areas and parties; leaves places.
"""
