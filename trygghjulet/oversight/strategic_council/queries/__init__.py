"""Reading alternatives, and holding them against 10 § with what the rooms below hold."""

from trygghjulet.oversight.strategic_council.queries.bodies import OWN, bodies_of, own_ref, subject_of
from trygghjulet.oversight.strategic_council.queries.facts import facts_of_council
from trygghjulet.oversight.strategic_council.queries.trials import (
    Choice,
    Trial,
    alternatives,
    choices,
    council_on,
    known_refs,
    markable,
    trial_of,
    trials,
    try_alternative,
)

__all__ = (
    "OWN",
    "Choice",
    "Trial",
    "alternatives",
    "bodies_of",
    "choices",
    "council_on",
    "facts_of_council",
    "known_refs",
    "markable",
    "own_ref",
    "subject_of",
    "trial_of",
    "trials",
    "try_alternative",
)
