"""Registering and changing where material comes from, who owns it, who sees what, and which column is which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Final

from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.parties.models import Cooperation, Party
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.steps.scanning import registry
from trygghjulet.steps.scanning.models import Detail, Pull, Sharing, Source, Theme
from trygghjulet.steps.scanning.operations._common import require_source
from trygghjulet.steps.scanning.queries.held import version_of
from trygghjulet.steps.scanning.rules import naming
from trygghjulet.steps.scanning.rules.sharing import require_owner

#: How low and how high the smallest shown count may be set, and how long rows may be kept, in months.
SMALLEST: Final = (3, 50)
LONGEST_RETENTION: Final = 240


@dataclass(frozen=True)
class Terms:
    """What holds for a source, as the person who sets it up says.

    Attributes:
        retention: the day on which the rows go.
        retention_months: or how many months each dataset's rows are kept.
        settings: what the format and its service ask, by their keys.
        pull: how often it is fetched from its service; empty when it is handed in.
    """

    name: str
    theme: str
    sharing: str
    definition: str
    smallest_count: int = 5
    detail: str = Detail.POINT
    retention: date | None = None
    retention_months: int | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    pull: str = Pull.NEVER


@operation
def add_source(
    *,
    by: Scope,
    at: datetime,
    cooperation: Cooperation,
    party: Party,
    name: str,
    reader: str,
    theme: str,
    sharing: str,
    definition: str,
    smallest_count: int = 5,
    detail: str = Detail.POINT,
    retention: date | None = None,
    retention_months: int | None = None,
    settings: Mapping[str, str] | None = None,
    pull: str = Pull.NEVER,
) -> Source:
    """Register where material comes from, who owns it and who sees what.

    Raises:
        Denied: the person may not hand in material for that party.
        PersonalDataFound: the texts hold personal data.
        Refused: the name is taken, or something does not hold for the format.
        LookupError: no such format.
    """
    require_owner(
        by, Permission.DELIVER, cooperation_id=cooperation.pk, owner_id=party.pk, owner_name=party.name
    )
    terms = _checked(
        registry.format_of(reader),
        Terms(
            name=name,
            theme=theme,
            sharing=sharing,
            definition=definition,
            smallest_count=smallest_count,
            detail=detail,
            retention=retention,
            retention_months=retention_months,
            settings=settings or {},
            pull=pull,
        ),
    )
    if Source.objects.filter(cooperation=cooperation, name=terms.name).exists():
        raise Refused(f"Källan {name} finns redan. Välj ett annat namn, eller lämna filen till den källan.")
    source = Source(cooperation=cooperation, party=party, reader=reader, **asdict(terms))
    source.save()
    record(
        by=by, at=at, cooperation_id=cooperation.pk, act="lade upp källan", subject=source, sharing=sharing
    )
    return source


@operation
def change_source(*, by: Scope, at: datetime, source: Source, seen: int, terms: Terms) -> Source:
    """Change what holds for a source. Owner and format stay, for the datasets rest on them.

    Args:
        seen: the `version_of` the source that the person had before them.

    Raises:
        Denied: the person may not hand in material from this source.
        PersonalDataFound: the texts hold personal data.
        Stale: somebody else changed the source in between.
        Refused: the name is taken, or something does not hold for the format.
    """
    require_source(by, Permission.DELIVER, source)
    saved = Source.objects.select_for_update().get(pk=source.pk)
    refuse_if_stale(seen=seen, now=version_of(saved))
    format = registry.format_of(saved.reader)
    terms = _checked(format, terms)
    if (
        Source.objects.filter(cooperation_id=saved.cooperation_id, name=terms.name)
        .exclude(pk=saved.pk)
        .exists()
    ):
        raise Refused(f"En annan källa heter redan {terms.name}. Välj ett annat namn.")
    changed = {}
    for key, value in asdict(terms).items():
        if (before := getattr(saved, key)) != value:
            changed[key] = {"från": _plain(_bare(before, format)), "till": _plain(_bare(value, format))}
            setattr(saved, key, value)
    if not changed:
        raise Refused("Inget är ändrat.")
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="ändrade källan",
        subject=saved,
        changed=changed,
    )
    return saved


@operation
def map_columns(
    *, by: Scope, at: datetime, source: Source, mapping: Mapping[str, str], columns: tuple[str, ...] | None
) -> Source:
    """Keep which of the file's columns is which; every later file of the source is read so.

    Args:
        mapping: the format's own keys to the file's column names; what is empty is left to be recognised.
        columns: the file's columns; None when no file is at hand.

    Raises:
        Denied: the person may not hand in material from this source.
        PersonalDataFound: a column's name holds personal data.
        Refused: the format recognises its columns by itself, or the answer can't hold.
    """
    require_source(by, Permission.DELIVER, source)
    format = registry.format_of(source.reader)
    if not format.columns:
        raise Refused(f"{format.title} känner igen sina kolumner själv, så det finns inget att ange.")
    saved = Source.objects.select_for_update().get(pk=source.pk)
    kept = naming.checked(mapping, format.columns, columns) if any(mapping.values()) else {}
    refuse_personal_data(*kept.values())
    before, saved.mapping = saved.mapping, kept
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="angav kolumnerna i källan",
        subject=saved,
        before=before,
        now=kept,
    )
    return saved


def _checked(format: registry.Format, terms: Terms) -> Terms:
    """The terms without blanks around their texts, when they can hold for the format."""
    refuse_personal_data(terms.name, terms.definition, *terms.settings.values())
    _refuse_unknown(terms)
    if not terms.name.strip() or not terms.definition.strip():
        raise Refused("Källan behöver ett namn och en mening om vad siffrorna betyder.")
    low, high = SMALLEST
    if not low <= terms.smallest_count <= high:
        raise Refused(f"Minsta antal som visas kan vara {low} till {high}.")
    if terms.retention and terms.retention_months:
        raise Refused("Ange antingen ett datum eller ett antal månader för gallringen, inte båda.")
    if terms.retention_months is not None and not 1 <= terms.retention_months <= LONGEST_RETENTION:
        raise Refused(f"Antalet månader kan vara 1 till {LONGEST_RETENTION}.")
    return replace(
        terms,
        name=terms.name.strip(),
        definition=terms.definition.strip(),
        settings=_settings(format, terms),
    )


def _refuse_unknown(terms: Terms) -> None:
    for value, choices, what in (
        (terms.theme, Theme, "Ämnet"),
        (terms.sharing, Sharing, "Delningen"),
        (terms.detail, Detail, "Detaljgraden"),
        (terms.pull, Pull, "Hämtningen"),
    ):
        if value not in choices.values:
            raise Refused(f"{what} {value} finns inte. Välj bland dem som visas.")


def _bare(value: object, format: registry.Format) -> object:
    """A value as the log may hold it: settings without what is secret."""
    secret = {one.key for one in format.asked if one.secret}
    return (
        {key: said for key, said in value.items() if key not in secret} if isinstance(value, dict) else value
    )


def _settings(format: registry.Format, terms: Terms) -> dict[str, str]:
    """What the format asks and, where it is fetched, its service; nothing else is kept."""
    if terms.pull and format.service is None:
        raise Refused(f"{format.title} kan inte hämtas. Filerna lämnas in för hand.")
    asked = (*format.asks, *(format.service.asks if format.service else ()))
    needed = (*format.asks, *(format.service.asks if format.service and terms.pull else ()))
    kept = {one.key: terms.settings.get(one.key, "").strip() for one in asked}
    if lacking := [one.label for one in needed if one.required and not kept[one.key]]:
        raise Refused(f"Fyll i {' och '.join(dict.fromkeys(lacking))}.")
    return {key: value for key, value in kept.items() if value}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
