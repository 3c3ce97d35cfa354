"""What holds for reports from the field, in plain Python: states, times, photos, and who sees and answers what."""

from trygghjulet.steps.field.rules.naming import title_of

__all__ = ["title_of"]
