"""Work that goes on after the page has been answered: a queue in the same database, a timetable, and the reaper that
puts back what a dead worker left. Leaves workers and occasions.
"""
