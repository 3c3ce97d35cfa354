"""Writing agreements and what they hold."""

from trygghjulet.cooperation.agreements.operations.annexes import (
    add_annex,
    add_annex_version,
    add_template,
    add_template_part,
    start_local,
)
from trygghjulet.cooperation.agreements.operations.blueprints import start_from_blueprint
from trygghjulet.cooperation.agreements.operations.contents import (
    Terms,
    remove_part,
    remove_party,
    treat,
    write_commitment,
    write_part,
    write_party,
    write_problem,
)
from trygghjulet.cooperation.agreements.operations.documents import change, enter, follow
from trygghjulet.cooperation.agreements.operations.duties import DutyContent, add_duty, change_duty, end_duty
from trygghjulet.cooperation.agreements.operations.life import (
    set_termination,
    take_back_step,
    take_step,
    terminate,
)

__all__ = (
    "DutyContent",
    "Terms",
    "add_annex",
    "add_annex_version",
    "add_duty",
    "add_template",
    "add_template_part",
    "change",
    "change_duty",
    "end_duty",
    "enter",
    "follow",
    "remove_part",
    "remove_party",
    "set_termination",
    "start_from_blueprint",
    "start_local",
    "take_back_step",
    "take_step",
    "terminate",
    "treat",
    "write_commitment",
    "write_part",
    "write_party",
    "write_problem",
)
