"""Every read of the follow-up, by subject."""

from trygghjulet.steps.followup.queries.checkins import checkins, finished_measures, latest_checkins
from trygghjulet.steps.followup.queries.told import Followed, Now, Told, awaiting, figures_now, followed

__all__ = [
    "Followed",
    "Now",
    "Told",
    "awaiting",
    "checkins",
    "figures_now",
    "finished_measures",
    "followed",
    "latest_checkins",
]
