"""How a cooperation's duties stand: its documents' clauses held against what has been recorded in the house."""

from trygghjulet.oversight.duties.queries.arranging import Arrangement, arrangement, judged, standings
from trygghjulet.oversight.duties.queries.gathering import complete_from, record_of
from trygghjulet.oversight.duties.queries.names import Names
from trygghjulet.oversight.duties.queries.noting import fact_of, noted
from trygghjulet.oversight.duties.queries.shown import Shown

__all__ = (
    "Arrangement",
    "Names",
    "Shown",
    "arrangement",
    "complete_from",
    "fact_of",
    "judged",
    "noted",
    "record_of",
    "standings",
)
