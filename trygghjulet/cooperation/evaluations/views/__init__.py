"""The pages of the self-evaluations."""

from trygghjulet.cooperation.evaluations.views.answering import answer, answer_invited
from trygghjulet.cooperation.evaluations.views.asking import (
    edit,
    edit_statement,
    index,
    invite,
    new,
    new_statement,
    remove,
    remove_statement,
    show,
    withdraw,
)
from trygghjulet.cooperation.evaluations.views.deciding import (
    edit_point,
    judge_point,
    new_point,
    remove_point,
    report_sent,
)

__all__ = (
    "answer",
    "answer_invited",
    "edit",
    "edit_point",
    "edit_statement",
    "index",
    "invite",
    "judge_point",
    "new",
    "new_point",
    "new_statement",
    "remove",
    "remove_point",
    "remove_statement",
    "report_sent",
    "show",
    "withdraw",
)
