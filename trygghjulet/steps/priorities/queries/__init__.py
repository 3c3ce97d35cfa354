"""Reading what was put up, how it was weighed, what was chosen, and how goals are broken down."""

from trygghjulet.steps.priorities.queries.beside import told_by_figures
from trygghjulet.steps.priorities.queries.chosen import dropped, grounds, priorities
from trygghjulet.steps.priorities.queries.goals import (
    asked_of,
    city_wide_priorities,
    tree_of,
    unanswered,
)
from trygghjulet.steps.priorities.queries.standing import (
    as_of,
    changes,
    criteria_of,
    matrix_of,
    may_score,
    stage,
)
from trygghjulet.steps.priorities.queries.weighing import (
    Board,
    board,
    candidates,
    mark,
    scores_of,
    sheets,
)

__all__ = (
    "Board",
    "as_of",
    "asked_of",
    "board",
    "candidates",
    "changes",
    "city_wide_priorities",
    "criteria_of",
    "dropped",
    "grounds",
    "mark",
    "matrix_of",
    "may_score",
    "priorities",
    "scores_of",
    "sheets",
    "stage",
    "told_by_figures",
    "tree_of",
    "unanswered",
)
