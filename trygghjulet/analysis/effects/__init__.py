"""Did a measure make a difference, and what change could have been seen?"""
