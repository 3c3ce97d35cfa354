"""Every write in a picture: counting it, writing in it, adopting it, beginning a new edition."""

from trygghjulet.steps.picture.operations.adopting import adopt
from trygghjulet.steps.picture.operations.making import figures_now, make, new_edition
from trygghjulet.steps.picture.operations.writing import note_finding, write

__all__ = ["adopt", "figures_now", "make", "new_edition", "note_finding", "write"]
