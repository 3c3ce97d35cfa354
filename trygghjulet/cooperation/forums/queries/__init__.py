"""Reading what the forums' room holds."""

from trygghjulet.cooperation.forums.queries.bodies import deciding, forums, meetings

__all__ = ("deciding", "forums", "meetings")
