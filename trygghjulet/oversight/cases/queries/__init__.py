"""Reading cases, what there is to report, and all that the house holds to draft a case from."""

from trygghjulet.oversight.cases.queries.holding import appendices_for, held_for
from trygghjulet.oversight.cases.queries.reading import (
    as_of,
    awaited_in,
    cases,
    chosen_agreements,
    lacks_of,
    pictures_to_report,
    reporting,
)

__all__ = (
    "appendices_for",
    "as_of",
    "awaited_in",
    "cases",
    "chosen_agreements",
    "held_for",
    "lacks_of",
    "pictures_to_report",
    "reporting",
)
