"""Reading the log."""

from django.db import models

from trygghjulet.foundation.access.rules import Permission, Scope
from trygghjulet.foundation.audit.models import AuditEntry


def entries(scope: Scope, *, cooperation_id: int) -> models.QuerySet[AuditEntry]:
    """A cooperation's rows in the log, newest first.

    Raises:
        Denied: the person may not see the log.
    """
    scope.require(Permission.SEE_LOG, cooperation_id=cooperation_id)
    return AuditEntry.objects.filter(cooperation_id=cooperation_id)
