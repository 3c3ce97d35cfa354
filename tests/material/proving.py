"""What holds of an installation that was killed: all is whole or absent, and what was promised is there, once."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.observations import store
from trygghjulet.steps.field.models import Report, ReportState
from trygghjulet.steps.scanning.models import Dataset, Delivery
from trygghjulet.steps.scanning.queries.files import files_of

#: How many of the newest datasets are read again after each blow; at the end it is all of them.
_NEWEST = 25


def prove(promised: Mapping[str, Iterable[str]], *, all_of_it: bool) -> None:
    """Everything that must hold at any moment, also before anybody has gone on."""
    _wait_for_the_dead()
    _prove_datasets(promised, all_of_it=all_of_it)
    _prove_deliveries(promised)
    _prove_reports(promised)


def is_cut_off(promised: Mapping[str, Iterable[str]]) -> bool:
    """Did the blow fall in the middle of something: a job, a report under way, or a file that no row knows yet?"""
    _wait_for_the_dead()
    known = set(Delivery.objects.values_list("stored_as", flat=True))
    stored = {f"{sha256}.parquet" for sha256 in Dataset.objects.values_list("sha256", flat=True)}
    return bool(
        set(promised["skriven"]) - set(promised["mottagen"])
        or DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).exists()
        or {name.partition(".")[0] for name in _names(Path(settings.MEDIA_ROOT))} - known
        or _names(Path(settings.OBSERVATIONS)) - stored
    )


def prove_swept() -> None:
    """No file lies anywhere that no row needs, and every row has its files."""
    observations, incoming, photos = map(Path, (settings.OBSERVATIONS, settings.MEDIA_ROOT, settings.PHOTOS))
    held = Dataset.objects.filter(purged_at__isnull=True).values_list("sha256", flat=True)
    assert _names(observations) == {f"{sha256}.parquet" for sha256 in held}
    waiting = Delivery.objects.filter(state__in=("previewed", "unreadable")).values_list("stored_as", "state")
    needed = {
        path.name for stored_as, state in waiting for path in files_of(stored_as) if state == "previewed"
    }
    needed |= {stored_as for stored_as, state in waiting if state == "unreadable"}
    assert _names(incoming) == needed
    assert _names(photos) == set(Report.objects.exclude(photo="").values_list("photo", flat=True))


def _wait_for_the_dead() -> None:
    """PostgreSQL may need a moment to see that somebody it was working for has gone."""
    if connection.vendor != "postgresql":
        return
    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
    )
    for _ in range(1_000):
        with connection.cursor() as cursor:
            cursor.execute(others)
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.01)
    raise AssertionError("en död process håller fast databasen")


def _prove_datasets(promised: Mapping[str, Iterable[str]], *, all_of_it: bool) -> None:
    datasets = list(Dataset.objects.select_related("delivery").order_by("-pk"))
    looked = [one for one in datasets if one.purged_at is None]
    for dataset in looked if all_of_it else looked[:_NEWEST]:
        path = Path(settings.OBSERVATIONS) / f"{dataset.sha256}.parquet"
        content = path.read_bytes()
        assert hashlib.sha256(content).hexdigest() == dataset.sha256
        assert store.read(path).height == dataset.rows
    for dataset in datasets:
        assert dataset.delivery.state == ("undone" if dataset.withdrawn_at else "accepted")
    _told("godtog underlaget", (one.pk for one in datasets))
    _told("ångrade underlaget", (one.pk for one in datasets if one.withdrawn_at))
    _told("gallrade raderna i", (one.pk for one in datasets if one.purged_at))
    known = {one.pk: one for one in datasets}
    by_delivery = {one.delivery_id for one in datasets}
    assert all(int(delivery) in by_delivery for delivery in promised["godtagen"]), (
        "ett godtagande gick förlorat"
    )
    assert all(known[int(pk)].withdrawn_at for pk in promised["ångrad"]), "något som ångrats räknas igen"
    assert all(known[int(pk)].purged_at for pk in promised["gallrad"]), "något som gallrats är tillbaka"


def _prove_deliveries(promised: Mapping[str, Iterable[str]]) -> None:
    deliveries = {one.pk: one for one in Delivery.objects.all()}
    assert all(int(pk) in deliveries for pk in promised["lämnad"]), "en leverans gick förlorad"
    counted = set(Dataset.objects.values_list("delivery_id", flat=True))
    for delivery in deliveries.values():
        assert (delivery.pk in counted) == (delivery.state in ("accepted", "undone")), str(delivery)
        if delivery.state not in ("accepted", "undone", "rejected"):
            assert (Path(settings.MEDIA_ROOT) / delivery.stored_as).stat().st_size == delivery.size
    _told("lämnade", iter(deliveries))
    _told("avvisade", (pk for pk, one in deliveries.items() if one.state == "rejected"))


def _prove_reports(promised: Mapping[str, Iterable[str]]) -> None:
    reports = {report.key: report for report in Report.objects.all()}
    assert len(reports) == Report.objects.count(), "en rapport är inne två gånger"
    written = {UUID(key) for key in promised["skriven"]}
    assert set(reports) <= written, "en rapport som ingen har skrivit"
    missing = {UUID(key) for key in promised["mottagen"]} - set(reports)
    assert not missing, "en kvitterad rapport gick förlorad"
    for report in reports.values():
        assert bool(report.photo) == (int(str(report.key)[0], 16) % 2 == 0)
        assert not report.photo or (Path(settings.PHOTOS) / report.photo).read_bytes()[-2:] == b"\xff\xd9"
    assert Counter(ReportState.objects.values_list("report_id", flat=True)) == Counter(
        report.pk for report in reports.values()
    )
    _told("rapporterade från fältet", (report.pk for report in reports.values()))


def _told(act: str, subjects: Iterable[int]) -> None:
    """The log has the act once for each of these and for nothing else."""
    written = AuditEntry.objects.filter(act=act).values_list("subject_id", flat=True)
    logged, done = Counter(map(int, written)), Counter(subjects)
    assert logged == done, (
        f"loggen stämmer inte för ”{act}”: {logged - done} för mycket, {done - logged} saknas"
    )


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()
