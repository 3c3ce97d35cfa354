"""What is owed, and who is to be reminded of it: duties, and weeks that were not decided."""

from trygghjulet.oversight.reminders.queries.duties import coordinators, owed_in, taking_part
from trygghjulet.oversight.reminders.queries.weeks import everything_owed_in, weeks_owed_in

__all__ = ["coordinators", "everything_owed_in", "owed_in", "taking_part", "weeks_owed_in"]
