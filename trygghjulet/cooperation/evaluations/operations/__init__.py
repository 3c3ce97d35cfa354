"""Writing what the room of self-evaluations holds."""

from trygghjulet.cooperation.evaluations.operations.answering import INVITED, Answers, answer, answer_invited
from trygghjulet.cooperation.evaluations.operations.asking import (
    add_statement,
    change,
    change_statement,
    invite,
    plan,
    remove,
    remove_statement,
    withdraw,
)
from trygghjulet.cooperation.evaluations.operations.deciding import (
    add_point,
    change_point,
    judge_point,
    record_report_sent,
    remove_point,
)

__all__ = (
    "INVITED",
    "Answers",
    "add_point",
    "add_statement",
    "answer",
    "answer_invited",
    "change",
    "change_point",
    "change_statement",
    "invite",
    "judge_point",
    "plan",
    "record_report_sent",
    "remove",
    "remove_point",
    "remove_statement",
    "withdraw",
)
