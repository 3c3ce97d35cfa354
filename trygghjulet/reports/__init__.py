"""Whole documents put together from the rooms' sections: the picture straight from files, and the report of
a whole turn.
"""
