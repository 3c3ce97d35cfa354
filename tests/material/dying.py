"""A program that lets workers send reminders, kills them at some moment, and counts what came of each letter."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from tests.material.crashing import _begun, _whole, make_tables

#: A blow falls within so many seconds. Handing a letter over takes `_HANDING` before and after it has left.
_LONGEST, _HANDING = 0.35, 0.02
#: What a process that is to die by itself at a letter has in its environment: before or after the letter has left.
_DIES = "DIES_AT_A_LETTER"


class Postbox(BaseEmailBackend):
    """A mail server that writes a letter's subjects in a file that no blow can take back."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            self._pause("before")
            lines = [line for line in message.body.splitlines() if line.startswith("Prov ")]
            file = os.open(_postbox(), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
            os.write(file, "".join(f"{line} {message.to[0]}\n" for line in lines).encode())
            os.close(file)
            self._pause("after")
        return len(email_messages)

    def _pause(self, moment: str) -> None:
        if os.environ.get(_DIES) == moment:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(_HANDING)


def _postbox() -> Path:
    return Path(settings.HOME) / "postbox"


def main(*, blows: int, seed: int) -> int:
    """Strike so many times while two workers send, let a third finish, and print what came of the letters.

    This process only forks and never opens the database, as in `crashing`.
    """
    django.setup()
    settings.EMAIL_BACKEND = "tests.material.dying.Postbox"
    settings.MAIL_FROM = "trygghjulet@exempel.example"
    reaping: Any = import_module("trygghjulet.foundation.jobs.reaping")
    working: Any = import_module("trygghjulet.foundation.jobs.working")
    reaping.LEASE, working._BEAT, working._LOOK = timedelta(seconds=0.5), 0.1, 0.05
    dice = random.Random(seed)
    _whole(_fill)
    for moment in ("before", "after"):
        _whole(lambda moment=moment: _tell(f"dör {moment}", users=1))
        os.environ[_DIES] = moment
        _, status = os.waitpid(_begun(lambda: working.work(once=True)), 0)
        assert os.WTERMSIG(status) == signal.SIGKILL
        del os.environ[_DIES]
    for number in range(blows):
        _whole(lambda number=number: _tell(f"slag {number}", users=3))
        struck, other = (_begun(lambda: working.work(once=True)) for _ in range(2))
        time.sleep(dice.uniform(0, _LONGEST))
        os.kill(struck, signal.SIGKILL)
        os.waitpid(struck, 0)
        os.waitpid(other, 0)
    time.sleep(2 * reaping.LEASE.total_seconds())
    _whole(lambda: _finish(working))
    _whole(_prove)
    return 0


def _fill() -> None:
    cast: Any = import_module("tests.cast")
    make_tables()
    cast._found(cast.HOME)


def _tell(what: str, *, users: int) -> None:
    """Tell so many people two things each, which come in one letter; said twice, as by a worker that does it again."""
    access: Any = import_module("trygghjulet.foundation.access.models")
    inbox: Any = import_module("trygghjulet.foundation.inbox.operations")
    parties: Any = import_module("trygghjulet.foundation.parties.models")
    notices = [
        inbox.Notice(user.pk, "duty_soon", f"{what} {part}", f"Prov {what} {part}", "Text.")
        for user in access.User.objects.order_by("pk")[:users]
        for part in ("a", "b")
    ]
    for _ in range(2):
        inbox.tell(at=datetime.now(tz=UTC), cooperation=parties.Cooperation.objects.get(), notices=notices)


def _finish(working: Any) -> None:
    """What is left is done in peace; what was being sent is given up as it is after a quarter of an hour."""
    sending: Any = import_module("trygghjulet.foundation.inbox.sending")
    jobs: Any = import_module("trygghjulet.foundation.inbox.jobs")
    working.work(once=True)
    sending.give_up_uncertain(at=datetime.now(tz=UTC) + timedelta(hours=1))
    jobs.look_after.call()
    working.work(once=True)


def _prove() -> None:
    """Each letter left at most once, and is known to have left, or is uncertain; each hour was queued once."""
    models: Any = import_module("trygghjulet.foundation.inbox.models")
    queue: Any = import_module("django_tasks_db.models")
    jobs: Any = import_module("trygghjulet.foundation.jobs.models")
    timetable: Any = import_module("trygghjulet.foundation.jobs.timetable")
    lines = _postbox().read_text(encoding="utf-8").splitlines()
    letters = Counter(lines)
    assert set(letters.values()) == {1}, [line for line, count in letters.items() if count > 1]
    uncertain = 0
    for delivery in models.Delivery.objects.filter(channel="email").select_related("message__user"):
        count = letters.pop(f"{delivery.message.subject} {delivery.message.user.email}", 0)
        if delivery.state == "uncertain":
            uncertain += 1
        else:
            assert (delivery.state, count) == ("sent", 1), (str(delivery), delivery.state, count)
    assert not letters, "ett brev gick som ingen har skrivit"
    by_itself = models.Delivery.objects.filter(message__key__startswith="dör", channel="email")
    assert set(by_itself.values_list("state", flat=True)) == {"uncertain"}
    assert sum("dör after" in line for line in lines) == 2, "två rader i det brev som hann iväg"
    assert not any("dör before" in line for line in lines)
    for timing in timetable.timings():
        queued = queue.DBTaskResult.objects.filter(task_path=timing.job.module_path).count()
        assert queued == jobs.Occasion.objects.filter(name=timing.name).count() > 0, timing.name
    left = queue.DBTaskResult.objects.exclude(status__in=("SUCCESSFUL", "FAILED"))
    assert not left.exists()
    told = models.Message.objects.count()
    print(f"{told} told, {len(lines)} left, {uncertain} uncertain", flush=True)


if __name__ == "__main__":
    raise SystemExit(main(blows=int(sys.argv[1]), seed=int(sys.argv[2])))
