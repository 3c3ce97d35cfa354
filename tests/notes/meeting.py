"""A program that fills a new installation with a meeting and many who are signed in, and says how to reach it."""

from __future__ import annotations

import json
import sys
from datetime import date
from importlib import import_module
from typing import Any

from django.conf import settings
from django.test import Client

from trygghjulet.cli.installation import open_installation


def main(writers: int) -> int:
    """Found the cooperation, plan a meeting, sign so many in, and print it all as JSON."""
    open_installation()
    cast: Any = import_module("tests.cast")  # tables can be named only now
    parties: Any = import_module("trygghjulet.foundation.parties.operations")
    queries: Any = import_module("trygghjulet.foundation.parties.queries")
    access: Any = import_module("trygghjulet.foundation.access.models")
    forums: Any = import_module("trygghjulet.cooperation.forums.operations")
    by: dict[str, Any] = {"by": cast.INSTALLER, "at": cast.AT}
    cooperation = cast._found(cast.HOME)
    function = parties.add_function(
        **by,
        cooperation=cooperation,
        party=cooperation.participations.first().party,
        title="Fältpersonal",
        role="field_worker",
        area=None,
    )
    sessions = []
    for number in range(writers):
        address = f"skrivare{number}@exempel.example"
        parties.appoint(
            **by,
            function=function,
            email=address,
            name=f"Skrivare {number}",
            password=cast.PASSWORD,
            since=cast.FIRST_DAY,
        )
        client = Client()
        client.force_login(
            access.User.objects.get(email=address), backend=settings.AUTHENTICATION_BACKENDS[0]
        )
        sessions.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    saga = queries.scope_of(access.User.objects.get(email=cast.email("saga")), cast.AT.date())
    forum = forums.set_up(by=saga, at=cast.AT, cooperation=cooperation, name="Styrgruppen", kind="steering")
    meeting = forums.plan_meeting(by=saga, at=cast.AT, forum=forum, planned_on=date(2026, 2, 3))
    print(
        json.dumps(
            {
                "path": f"/{cooperation.slug}/forum/{forum.pk}/moten/{meeting.pk}/stycken/",
                "meeting": meeting.pk,
                "sessions": sessions,
            }
        )
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1])))
