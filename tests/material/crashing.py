"""A program that lets a process accept deliveries, kills it at some moment, proves what is left, and does it again."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command

#: A blow falls within so many seconds; a delivery takes about a tenth of one, and the first some more.
_LONGEST = 0.6


def main(*, blows: int, seed: int) -> int:
    """Fill a new installation, strike so many times, accept the rest in peace, and say how many count in the end.

    This process only forks: it never opens the database nor starts a reader's threads, so each of its
    children begins as a fresh process would, without the second that the imports take.
    """
    django.setup()
    cast: Any = import_module("tests.cast")  # tables can be named only now
    scanning: Any = import_module("trygghjulet.steps.scanning.operations")
    models: Any = import_module("trygghjulet.steps.scanning.models")
    dice = random.Random(seed)
    _whole(lambda: _fill(cast, scanning, waiting=2 * blows))
    for _ in range(blows):
        struck = _begun(lambda: _accept_all(cast, scanning, models))
        time.sleep(dice.uniform(0, _LONGEST))
        os.kill(struck, signal.SIGKILL)
        os.waitpid(struck, 0)
        _whole(lambda: _prove(models))
    _whole(lambda: _accept_all(cast, scanning, models))
    _whole(lambda: _prove(models))
    _whole(lambda: _prove_swept(cast, scanning, models))
    _whole(lambda: print(_accepted(models), flush=True))
    return 0


def _begun(act: Callable[[], object]) -> int:
    """A process of its own that does something and ends."""
    pid = os.fork()
    if pid == 0:
        failed = True
        try:
            act()
            failed = False
        finally:
            if failed:
                traceback.print_exc()
            os._exit(failed)
    return pid


def _whole(act: Callable[[], object]) -> None:
    """Do something in a process of its own, to the end."""
    _, status = os.waitpid(_begun(act), 0)
    if status:
        raise SystemExit(1)


class _NoSteps:
    """Stands for the migrations: every table is made as it is now, in a second instead of twenty."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


def make_tables() -> None:
    """Empty tables for a new installation."""
    settings.MIGRATION_MODULES = _NoSteps()
    call_command("migrate", verbosity=0, run_syncdb=True)
    call_command("flush", verbosity=0, interactive=False)


def _fill(cast: Any, scanning: Any, *, waiting: int) -> None:
    make_tables()
    cast._found(cast.HOME)
    _hand_in(cast, scanning, waiting)


def _accept_all(cast: Any, scanning: Any, models: Any) -> None:
    for delivery in models.Delivery.objects.filter(state__in=("previewed", "accepting")).order_by("pk"):
        scanning.accept(by=_palle(cast), at=cast.AT, delivery=delivery)


def _palle(cast: Any) -> Any:
    access: Any = import_module("trygghjulet.foundation.access.models")
    parties: Any = import_module("trygghjulet.foundation.parties.queries")
    return parties.scope_of(access.User.objects.get(email=cast.email("palle")), cast.AT.date())


def _hand_in(cast: Any, scanning: Any, waiting: int) -> None:
    parties: Any = import_module("trygghjulet.foundation.parties.models")
    source = scanning.add_source(
        by=_palle(cast),
        at=cast.AT,
        cooperation=parties.Cooperation.objects.get(slug=cast.HOME.slug),
        party=parties.Party.objects.get(name=cast.POLICE),
        name="Polisens händelser",
        reader="incidents",
        theme="crime",
        sharing="sums",
        definition="Anmälda brott.",
    )
    for number in range(waiting):
        first = cast.FIRST_DAY - timedelta(days=731 + 31 * number)
        scanning.deliver(
            by=_palle(cast),
            at=cast.AT,
            source=source,
            file_name=f"{number}.csv",
            chunks=(cast.incidents(cast.HOME, first=first),),
            today=cast.AT.date(),
        )


def _accepted(models: Any) -> int:
    return int(models.Dataset.objects.count())


def _prove(models: Any) -> None:
    audit: Any = import_module("trygghjulet.foundation.audit.models")
    store: Any = import_module("trygghjulet.observations.store")
    for delivery in models.Delivery.objects.all():
        dataset = models.Dataset.objects.filter(delivery=delivery).first()
        if dataset is None:
            assert delivery.state == "previewed"
            continue
        path = Path(settings.OBSERVATIONS) / f"{dataset.sha256}.parquet"
        assert delivery.state == "accepted"
        assert hashlib.sha256(path.read_bytes()).hexdigest() == dataset.sha256
        assert store.read(path).height == dataset.rows
        rows = audit.AuditEntry.objects.filter(act="godtog underlaget", subject_id=dataset.pk)
        assert rows.count() == 1
    assert audit.AuditEntry.objects.filter(act="godtog underlaget").count() == _accepted(models)


def _prove_swept(cast: Any, scanning: Any, models: Any) -> None:
    scanning.sweep(older_than=cast.AT.replace(year=2100))
    folder = Path(settings.OBSERVATIONS)
    kept = {path.name for path in folder.iterdir()} if folder.exists() else set()
    assert kept == {f"{sha256}.parquet" for sha256 in models.Dataset.objects.values_list("sha256", flat=True)}
    waiting = models.Delivery.objects.exclude(state="accepted").values_list("stored_as", flat=True)
    assert {path.name.partition(".")[0] for path in Path(settings.MEDIA_ROOT).iterdir()} == set(waiting)


if __name__ == "__main__":
    raise SystemExit(main(blows=int(sys.argv[1]), seed=int(sys.argv[2])))
