"""A program whose children hand in, accept, undo and report until they are killed, with a proof after each blow."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import django
from django.conf import settings

from tests.material.crashing import _begun, _whole, make_tables

#: A blow falls when a child has begun so many acts at most, and within so many seconds after that.
_ACTS, _LONGEST = 20, 0.12
#: A file of so many bytes is read and written in by a job here; half of the files are larger.
_LARGE: Final = 8_000
#: How many different files and photos there are; the same ones come again and again.
_FILES, _PHOTOS = 400, 6
_MEANWHILE: Final = date(2030, 1, 2)


@dataclass(frozen=True)
class House:
    """The modules that a child works with; loaded before the first child is made, so that each begins at once."""

    cast: Any
    scanning: Any
    models: Any
    field: Any
    field_models: Any
    working: Any
    reaping: Any
    photos: tuple[bytes, ...]

    @property
    def cooperation(self) -> Any:
        """Where all of it happens."""
        parties: Any = import_module("trygghjulet.foundation.parties.models")
        return parties.Cooperation.objects.select_related("area").get(slug=self.cast.HOME.slug)

    def party(self, name: str) -> Any:
        """A party by its name."""
        parties: Any = import_module("trygghjulet.foundation.parties.models")
        return parties.Party.objects.get(name=name)

    def who(self, name: str) -> Any:
        """What somebody of the cast may do."""
        access: Any = import_module("trygghjulet.foundation.access.models")
        queries: Any = import_module("trygghjulet.foundation.parties.queries")
        return queries.scope_of(access.User.objects.get(email=self.cast.email(name)), self.cast.AT.date())


def main(*, blows: int, seed: int) -> int:
    """Fill a new installation, strike so many times, prove after each blow what holds, and say what came of it.

    This process only forks and never opens the database, as in `crashing`.
    """
    django.setup()
    house = _house()
    _proving()
    dice = random.Random(seed)
    _whole(lambda: _fill(house))
    for number in range(blows):
        _strike(house, dice.randrange(_ACTS), dice.uniform(0, _LONGEST), f"{seed}:{number}")
        _whole(lambda: _prove(all_of_it=False))
        # Now and then the next one is killed too, before anybody has cleared up.
        if dice.random() < 0.7:
            _whole(lambda: _go_on_in_peace(house))
    _whole(lambda: _go_on_in_peace(house))
    _whole(lambda: _prove(all_of_it=True))
    _whole(lambda: print(*_figures(house), flush=True))
    return 0


def _house() -> House:
    deliveries: Any = import_module("trygghjulet.steps.scanning.operations.deliveries")
    timetable: Any = import_module("trygghjulet.foundation.jobs.timetable")
    house = House(
        cast=import_module("tests.cast"),
        scanning=import_module("trygghjulet.steps.scanning.operations"),
        models=import_module("trygghjulet.steps.scanning.models"),
        field=import_module("trygghjulet.steps.field.operations"),
        field_models=import_module("trygghjulet.steps.field.models"),
        working=import_module("trygghjulet.foundation.jobs.working"),
        reaping=import_module("trygghjulet.foundation.jobs.reaping"),
        photos=tuple(_photo(number) for number in range(_PHOTOS)),
    )
    deliveries.LARGE = _LARGE
    house.reaping.LEASE = timedelta(milliseconds=20)
    timetable._timings.clear()  # the hours of other rooms are no part of this
    return house


def _photo(number: int) -> bytes:
    from PIL import Image  # noqa: PLC0415  # after the setting up, like all the rest

    out = BytesIO()
    Image.new("RGB", (60 + number, 40), (40 * number, 90, 160)).save(out, "JPEG")
    return out.getvalue()


def _strike(house: House, acts: int, after: float, seed: str) -> None:
    """Let a child begin so many acts and kill it a little later; it may not have come to an end by itself.

    Acts are counted, and not only seconds, so that a blow falls on work also where the machine is slow.
    """
    ready, says = os.pipe()
    struck = _begun(lambda: _work(house, random.Random(seed), lambda: os.write(says, b"!")))
    os.close(says)
    begun = all(os.read(ready, 1) for _ in range(acts + 1))
    time.sleep(after)
    os.kill(struck, signal.SIGKILL)
    _, status = os.waitpid(struck, 0)
    os.close(ready)
    if not begun or not os.WIFSIGNALED(status):
        raise SystemExit("Barnet slutade av sig självt, se ovan.")


# What the children do.


def _fill(house: House) -> None:
    cast = house.cast
    make_tables()
    cast._found(cast.HOME)
    for name, goes in (("Polisens händelser", None), ("Händelser som gallras", date(2030, 1, 1))):
        house.scanning.add_source(
            by=house.who("palle"),
            at=cast.AT,
            cooperation=house.cooperation,
            party=house.party(cast.POLICE),
            name=name,
            reader="incidents",
            theme="crime",
            sharing="sums",
            definition="Anmälda brott.",
            retention=goes,
        )


def _work(house: House, dice: random.Random, begins: Callable[[], object]) -> None:
    """Go on where the one before was killed, and then do one thing after the other until killed."""
    acts = (
        _hand_in,
        _hand_in,
        _accept,
        _accept,
        _jobs,
        _undo,
        _purge,
        _report,
        _report,
        _report,
        _answer_no,
        _sweep,
    )
    begins()
    _send_again(house)
    while True:
        begins()
        dice.choice(acts)(house, dice)


def _go_on_in_peace(house: House) -> None:
    """What the timetable, the workers and the people do after a blow; nobody strikes."""
    later = datetime.now(tz=UTC) + timedelta(hours=1)
    house.reaping.reap(at=later)
    _send_again(house)
    house.working.work(once=True)
    for delivery in _deliveries(house, "reading", "received"):  # its job has brought down three workers
        assert _is_given_up(delivery), f"{delivery.file_name} {delivery.state} väntar på ingen"
        house.scanning.reread(by=house.who("palle"), at=house.cast.AT, delivery=delivery)
    for delivery in _deliveries(house, "accepting"):
        assert _is_given_up(delivery), f"{delivery.file_name} {delivery.state} väntar på ingen"
        house.scanning.begin_accept(by=house.who("palle"), at=house.cast.AT, delivery=delivery)
    house.working.work(once=True)
    assert not _deliveries(house, "received", "reading", "accepting"), "något arbete blev aldrig klart"
    house.scanning.sweep(older_than=later)
    house.field.sweep(older_than=later)
    _proving().prove_swept()


def _is_given_up(delivery: Any) -> bool:
    queries: Any = import_module("trygghjulet.foundation.jobs.queries")
    return bool(queries.has_failed(delivery.task_id))


def _deliveries(house: House, *states: str) -> list[Any]:
    return list(
        house.models.Delivery.objects.filter(state__in=states).select_related("source").order_by("pk")
    )


def _hand_in(house: House, dice: random.Random) -> None:
    number, sources = dice.randrange(_FILES), list(house.models.Source.objects.order_by("pk"))
    content = _incidents(house, number)
    try:
        delivery = house.scanning.take_in(
            by=house.who("palle"),
            at=house.cast.AT,
            source=dice.choice(sources),
            file_name=f"{number}.csv",
            chunks=(content[:1_000], content[1_000:]),
            today=house.cast.AT.date(),
            accept_alone=dice.random() < 0.2,
        )
    except house.scanning.AlreadyThere:
        return
    _promise("lämnad", str(delivery.pk))


def _incidents(house: House, number: int) -> bytes:
    """A file of its own for each number: every other one so large that a job takes it. Some rows are in two of them."""
    dice, place = random.Random(number), house.cast.HOME
    lines = ["nyckel;tidpunkt;kategori;longitud;latitud"]
    for row in range(400 if number % 2 else 40):
        at = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=dice.randrange(9_000))
        east, north = place.west + 0.08 * dice.random(), 59.0 + 0.08 * dice.random()
        lines.append(f"{number // 3 * 500 + row};{at:%Y-%m-%d %H:%M};Stöld;{east:.6f};{north:.6f}")
    return "\n".join(lines).encode()


def _accept(house: House, dice: random.Random) -> None:
    waiting = _deliveries(house, "previewed")
    if not waiting:
        return
    delivery = dice.choice(waiting)
    try:
        house.scanning.begin_accept(by=house.who("palle"), at=house.cast.AT, delivery=delivery)
    except house.scanning.AlreadyAccepted:
        house.scanning.reject(by=house.who("palle"), at=house.cast.AT, delivery=delivery)
        return
    if delivery.state == "accepted":
        _promise("godtagen", str(delivery.pk))


def _answer_no(house: House, dice: random.Random) -> None:
    waiting = _deliveries(house, "previewed", "unreadable")
    if len(waiting) > 3:
        house.scanning.reject(by=house.who("palle"), at=house.cast.AT, delivery=dice.choice(waiting))


def _jobs(house: House, dice: random.Random) -> None:
    house.working.work(once=True)


def _undo(house: House, dice: random.Random) -> None:
    counting = list(house.models.Dataset.objects.filter(withdrawn_at__isnull=True).order_by("pk"))
    if len(counting) > 5:
        dataset = dice.choice(counting)
        house.scanning.undo(by=house.who("palle"), at=house.cast.AT, dataset=dataset, reason="Fel månad.")
        _promise("ångrad", str(dataset.pk))


def _purge(house: House, dice: random.Random) -> None:
    goes = house.models.Dataset.objects.filter(source__retention__isnull=False, purged_at__isnull=True)
    if dataset := goes.select_related("source").order_by("pk").first():
        house.scanning.purge(by=house.who("palle"), at=house.cast.AT, dataset=dataset, on=_MEANWHILE)
        _promise("gallrad", str(dataset.pk))


def _sweep(house: House, dice: random.Random) -> None:
    now = datetime.now(tz=UTC)
    house.scanning.sweep(older_than=now)
    house.field.sweep(older_than=now)


# Reports, as a phone sends them: kept until the house has said that it has them.


def _report(house: House, dice: random.Random) -> None:
    key = str(UUID(int=dice.getrandbits(128), version=4))
    _promise("skriven", key)
    _send(house, key)


def _send(house: House, key: str) -> None:
    """Send what was written under a key; the same key always has the same content."""
    dice, cast = random.Random(key), house.cast
    taken = house.field.send(
        by=house.who("fia"),
        at=cast.AT,
        cooperation=house.cooperation,
        party=house.party(cast.HOME.municipality),
        key=UUID(key),
        content=house.field.Content(
            "surroundings.light",
            cast.When("now"),
            longitude=cast.HOME.west + 0.08 * dice.random(),
            latitude=59.0 + 0.08 * dice.random(),
            text=f"Lampa {dice.randrange(1_000)} är släckt.",
        ),
        written_at=cast.AT,
        photo=house.photos[dice.randrange(_PHOTOS)] if _has_photo(key) else None,
    )
    _promise("mottagen", str(taken.report.key))


def _has_photo(key: str) -> bool:
    return int(key[0], 16) % 2 == 0


def _send_again(house: House) -> None:
    """What the phone has had no answer about goes once more, under the key that it had."""
    promised = _promised()
    for key in promised["skriven"]:
        if key not in promised["mottagen"]:
            _send(house, key)


def _promise(what: str, which: str) -> None:
    """Write what somebody has been told in a file that no blow can take back."""
    file = os.open(_promises(), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(file, f"{what} {which}\n".encode())
    os.fsync(file)
    os.close(file)


def _promises() -> Path:
    return Path(settings.HOME) / "promises"


def _promised() -> dict[str, dict[str, None]]:
    """Everything that was promised, in order."""
    found: dict[str, dict[str, None]] = {
        what: {} for what in ("lämnad", "godtagen", "ångrad", "gallrad", "skriven", "mottagen", "avbruten")
    }
    if _promises().exists():
        for line in _promises().read_text(encoding="utf-8").splitlines():
            what, _, which = line.partition(" ")
            found[what][which] = None
    return found


def _prove(*, all_of_it: bool) -> None:
    promised = _promised()
    if _proving().is_cut_off(promised):
        _promise("avbruten", str(time.monotonic_ns()))
    _proving().prove(promised, all_of_it=all_of_it)


def _proving() -> Any:
    return import_module("tests.material.proving")  # the tables can be named only now


def _figures(house: House) -> tuple[int, ...]:
    datasets, reports = house.models.Dataset.objects, house.field_models.Report.objects
    return (
        datasets.count(),
        datasets.filter(withdrawn_at__isnull=False).count(),
        datasets.filter(purged_at__isnull=False).count(),
        reports.count(),
        len(_promised()["avbruten"]),
    )


if __name__ == "__main__":
    raise SystemExit(main(blows=int(sys.argv[1]), seed=int(sys.argv[2])))
