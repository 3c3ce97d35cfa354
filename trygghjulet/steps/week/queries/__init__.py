"""Every read of the week: settings, pictures with what was decided in them, and the material a picture rests on."""

from trygghjulet.steps.week.queries.material import figures_now, reports_in
from trygghjulet.steps.week.queries.pictures import (
    answers_for,
    before,
    content_now,
    focus_of,
    measures_of,
    meetings_today,
    next_meetings,
    open_measures,
    picture_of,
    pictures,
    receivers,
    reports_of,
    settings,
    told_now,
    weekly_scope,
)

__all__ = [
    "answers_for",
    "before",
    "content_now",
    "figures_now",
    "focus_of",
    "measures_of",
    "meetings_today",
    "next_meetings",
    "open_measures",
    "picture_of",
    "pictures",
    "receivers",
    "reports_in",
    "reports_of",
    "settings",
    "told_now",
    "weekly_scope",
]
