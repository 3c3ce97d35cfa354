"""Who meets weekly, the week's picture, what it took in, and what was decided in it."""

from trygghjulet.steps.week.models.pictures import TakenReport, WeekPicture
from trygghjulet.steps.week.models.settings import WeekSetting
from trygghjulet.steps.week.models.work import Focus, Outcome, WeekMeasure

__all__ = ["Focus", "Outcome", "TakenReport", "WeekMeasure", "WeekPicture", "WeekSetting"]
