"""Reading what the forums' room holds."""

from trygghjulet.cooperation.forums.queries.bodies import deciding, forums, meetings
from trygghjulet.cooperation.forums.queries.decided import decisions
from trygghjulet.cooperation.forums.queries.following import open_tasks, tasks

__all__ = ("deciding", "decisions", "forums", "meetings", "open_tasks", "tasks")
