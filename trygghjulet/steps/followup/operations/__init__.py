"""Every write of the follow-up, by subject."""

from trygghjulet.steps.followup.operations.approving import approve, withdraw
from trygghjulet.steps.followup.operations.checking import check_in

__all__ = ["approve", "check_in", "withdraw"]
