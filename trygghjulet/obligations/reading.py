"""Reading a blueprint: TOML in, the words of the language out, or findings that say what is wrong and where."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from trygghjulet.obligations import words
from trygghjulet.obligations.dates import FIRST_YEAR, LAST_YEAR
from trygghjulet.obligations.entries import (
    NOT_UTF8,
    Entry,
    File,
    Finding,
    Unreadable,
    nearest,
    sections,
    told,
)

STEPS = ("scanning", "picture", "priorities", "causes", "measures", "followup", "feedback")
PARTY_KINDS = (
    "municipality",
    "police",
    "agency",
    "business",
    "civil_society",
    "academia",
    "housing",
    "rescue",
    "region",
    "other",
)
FORUM_KINDS = (
    "strategic",
    "steering",
    "preparatory",
    "working",
    "council",
    "political",
    "board",
    "network",
    "hearing",
    "open",
)
PARTS = (
    "parties",
    "purpose",
    "goal",
    "fields_of_work",
    "legal_basis",
    "method",
    "problem_areas",
    "forms",
    "organisation",
    "communication",
    "followup",
    "economy",
    "termination",
    "signatures",
    "other",
)
SECTIONS = (
    "instruments",
    "parties",
    "functions",
    "forums",
    "areas",
    "steps",
    "parts",
    "problems",
    "forms",
    "annexes",
    "costs",
    "gaps",
    "assessments",
    "duties",
    "practices",
)


def read_blueprint(files: Iterable[tuple[str, bytes]]) -> words.Blueprint:
    """A blueprint from its files, given as name and content. Several files' lists are put together.

    Raises:
        Unreadable: something in them is not as docs/using/duties.md says; every finding at once.
    """
    read = []
    for name, content in files:
        file = File(name)
        try:
            file.text = content.decode("utf-8-sig")
            values: Mapping[str, Any] = tomllib.loads(file.text)
        except UnicodeDecodeError as error:
            raise Unreadable([_unread(name, NOT_UTF8.format(error.start + 1))]) from error
        except (ValueError, RecursionError) as error:
            raise Unreadable([_unread(name, f"är inte TOML: {told(error)}.")]) from error
        read.append((file, values))
    if not read:
        raise Unreadable([_unread("mallen", "har ingen fil.")])
    blueprint = _blueprint(read)
    findings = [finding for file, _ in read for finding in file.findings]
    if findings:
        raise Unreadable(findings)
    return blueprint


def read_duty(table: Mapping[str, Any], *, within: words.Blueprint | None = None) -> words.Duty:
    """One duty from its table, checked by itself and, where given, against the arrangement that it stands in.

    Raises:
        Unreadable: the table is not a duty of the language.
    """
    file = File("skyldigheten")
    entry = Entry(file, str(table.get("id", "")) or "skyldigheten", table)
    duty = _duty(entry)
    entry.done()
    if within is not None and not file.findings:
        _check_duty(duty, within, file, entry.where, 0)
    if file.findings:
        raise Unreadable(file.findings)
    return duty


def _unread(name: str, problem: str) -> Finding:
    return Finding(name, 0, "hela filen", problem, "Se docs/using/duties.md.")


def _blueprint(read: list[tuple[File, Mapping[str, Any]]]) -> words.Blueprint:
    heads = [(file, values["blueprint"]) for file, values in read if "blueprint" in values]
    first = read[0][0]
    if len(heads) != 1:
        first.findings.append(
            Finding(
                first.name, 0, "blueprint", f"{len(heads)} tabeller [blueprint].", "Det ska finnas precis en."
            )
        )
        return words.Blueprint(name="", title="")
    head = Entry(heads[0][0], "blueprint", heads[0][1], line=_line_of_head(heads[0][0]))
    found: dict[str, list[Any]] = {section: [] for section in SECTIONS}
    places: list[tuple[File, str, int, words.Duty]] = []
    for file, values in read:
        for key in values:
            if key not in (*SECTIONS, "blueprint"):
                file.findings.append(
                    Finding(file.name, 0, key, "är ingen känd del av en mall.", nearest(key, SECTIONS))
                )
        for section in SECTIONS:
            title = "title" if section in ("parts", "gaps", "costs", "steps") else "id"
            made = sections(file, values, section, MAKERS[section], title)
            found[section] += made
            if section in ("duties", "practices"):
                places += [(file, section, number, duty) for number, duty in enumerate(made)]
    tables = {
        str(table.get("id")): table
        for _, values in read
        for section in ("duties", "practices")
        if isinstance(values.get(section), list)
        for table in values[section]
        if isinstance(table, Mapping)
    }
    blueprint = words.Blueprint(
        name=head.id("name"),
        title=head.text("title", required=True),
        place=head.text("place"),
        summary=head.text("summary"),
        local_areas=head.words("local_areas"),
        tables=tables,
        **{section: tuple(entries) for section, entries in found.items()},
    )
    head.done()
    _check_ids(blueprint, first)
    for file, section, number, duty in places:
        _check_duty(
            duty, blueprint, file, f"{section} {number + 1} ({duty.id})", file.line_of(section, number)
        )
    _check_whole(blueprint, head)
    return blueprint


def _line_of_head(file: File) -> int:
    found = re.search(r"^\s*\[blueprint\]", file.text, re.MULTILINE)
    return file.text.count("\n", 0, found.start()) + 1 if found else 0


def _pattern(entry: Entry | None) -> words.Pattern:
    if entry is None:
        return words.Pattern(words.FactKind.ACTIVITY)
    if not entry.has("kind"):
        entry.wrong("kind", "saknas.", "Skriv vilket slags fakta som räknas.")
    pattern = words.Pattern(
        kind=entry.choice("kind", words.FactKind, words.FactKind.ACTIVITY),
        what=entry.text("what") or None,
        forum=entry.text("forum") or None,
        area=entry.text("area") or None,
        place=entry.text("place") or None,
        party=entry.text("party") or None,
        function=entry.text("function") or None,
        by=entry.words("by"),
        to=entry.words("to"),
        signed_by=entry.words("signed_by"),
        having=entry.having(),
    )
    entry.done()
    return pattern


FORMS = {
    "per": "per_period",
    "every": "every",
    "in_year": "in_year",
    "by": "by",
    "before": "before",
    "after": "after",
    "standing": "standing",
    "open": "open",
    "at_end": "at_end",
    "never": "never",
    "alternates": "alternates",
    "attends": "attends",
}


def _when(entry: Entry | None) -> words.When:
    if entry is None:
        return words.Open()
    given = [key for key in FORMS if entry.has(key)]
    if len(given) != 1:
        said = "ingen form" if not given else f"flera former på en gång ({', '.join(given)})"
        entry.wrong("", f"har {said}.", f"Precis en av {', '.join(FORMS)}.")
        return words.Open()
    when: words.When = WHENS[given[0]](entry)
    entry.done()
    return when


MANY_YEARS = (words.Per.TWO_YEARS, words.Per.THREE_YEARS, words.Per.FOUR_YEARS)


def _per_period(entry: Entry) -> words.PerPeriod:
    of_which = tuple(
        _checked(one, words.OfWhich(one.whole_or("at_least", 1, least=1), one.having()))
        for one in entry.tables("of_which")
    )
    at_least, at_most = entry.whole_or("at_least", 1, least=1), entry.whole("at_most", least=1)
    if at_most is not None and at_most < at_least:
        entry.wrong("at_most", f"{at_most} är mindre än at_least {at_least}.")
    per, between = entry.choice("per", words.Per, words.Per.YEAR), _between(entry)
    if between is not None and per in MANY_YEARS:
        entry.wrong(
            "between", f"går inte ihop med per = {per.value}.", "Skriv en skyldighet per år i stället."
        )
        between = None
    return words.PerPeriod(
        per=per,
        at_least=at_least,
        at_most=at_most,
        about=entry.truth("about"),
        of_which=of_which,
        starting=_year(entry, "starting"),
        between=between,
        also_when_needed=entry.truth("also_when_needed"),
    )


def _between(entry: Entry) -> tuple[tuple[int, int], tuple[int, int]] | None:
    given = entry.words("between")
    if not given:
        return None
    try:
        first, last = (date.fromisoformat(f"2024-{one}") for one in given)
    except ValueError:
        entry.wrong("between", f"{list(given)} är inte två dagar på året.", 'Skriv ["10-01", "12-31"].')
        return None
    if last < first:
        entry.wrong("between", f"{list(given)} går över årsskiftet.", "Dela i två skyldigheter.")
    return ((first.month, first.day), (last.month, last.day))


A_CENTURY, A_CENTURY_OF_DAYS = 100, 36_500
LONGEST = {"years": A_CENTURY, "months": 12 * A_CENTURY, "weeks": 53 * A_CENTURY, "days": A_CENTURY_OF_DAYS}


def _every(entry: Entry) -> words.Every:
    inner = entry.table("every")
    interval = words.Interval(years=1)
    if inner is not None:
        interval = words.Interval(
            **{unit: inner.whole_or(unit, 0, most=most) for unit, most in LONGEST.items()}
        )
        given = [unit for unit in LONGEST if getattr(interval, unit)]
        if len(given) != 1:
            inner.wrong("", "anger inte precis en längd.", "Skriv till exempel { years = 2 }.")
            interval = words.Interval(years=1)
        inner.done()
    return words.Every(
        every=interval,
        whole_years=entry.truth("whole_years"),
        first_by=entry.day("first_by"),
        also_when_needed=entry.truth("also_when_needed"),
    )


def _year(entry: Entry, key: str) -> int | None:
    return entry.whole(key, least=FIRST_YEAR, most=LAST_YEAR)


def _in_year(entry: Entry) -> words.InYear:
    return words.InYear(
        _year(entry, "in_year") or FIRST_YEAR, entry.whole("then_every", least=1, most=A_CENTURY)
    )


def _by(entry: Entry) -> words.By:
    made = words.By(by=entry.day("by") or date.max, no_sooner=entry.day("from"))
    if made.no_sooner is not None and made.by < made.no_sooner:
        entry.wrong("from", "ligger efter by.", "Rätta ett av datumen.")
    return made


def _before(entry: Entry) -> words.Before:
    return words.Before(_pattern(entry.table("before")), entry.whole_or("days", 0, most=A_CENTURY_OF_DAYS))


def _after(entry: Entry) -> words.After:
    return words.After(_pattern(entry.table("after")), entry.whole("days", most=A_CENTURY_OF_DAYS))


def _flag(key: str, made: words.When) -> Any:
    def make(entry: Entry) -> words.When:
        if not entry.truth(key):
            entry.wrong(key, "ska vara true.")
        return made

    return make


def _at_end(entry: Entry) -> words.AtEnd:
    if not entry.truth("at_end"):
        entry.wrong("at_end", "ska vara true.")
    return words.AtEnd(entry.whole("days", most=A_CENTURY_OF_DAYS))


def _alternates(entry: Entry) -> words.Alternates:
    between = entry.words("between")
    if len(between) < 2:
        entry.wrong("between", "ska namnge minst två.", 'Skriv between = ["staden", "polisen"].')
    return words.Alternates(
        entry.text("alternates", required=True),
        between,
        entry.choice("share", words.Share, words.Share.EVERY_OTHER),
    )


def _attends(entry: Entry) -> words.Attends:
    return words.Attends(
        entry.text("attends", required=True), entry.choice("share", words.Share, words.Share.EVERY_OTHER)
    )


WHENS: dict[str, Any] = {
    "per": _per_period,
    "every": _every,
    "in_year": _in_year,
    "by": _by,
    "before": _before,
    "after": _after,
    "standing": _flag("standing", words.Standing()),
    "open": lambda entry: words.Open(entry.text("open")),
    "at_end": _at_end,
    "never": _flag("never", words.Never()),
    "alternates": _alternates,
    "attends": _attends,
}


def _checked(entry: Entry, made: Any) -> Any:
    entry.done()
    return made


def _seat(entry: Entry) -> words.Seat:
    seat = words.Seat(
        id=entry.id(),
        name=entry.text("name", required=True),
        at_least=entry.whole_or("at_least", 1),
        at_most=entry.whole("at_most"),
        party=entry.text("party") or None,
        function=entry.text("function") or None,
    )
    if seat.at_most is not None and seat.at_most < seat.at_least:
        entry.wrong("at_most", f"{seat.at_most} är mindre än at_least {seat.at_least}.")
    return seat


def _composition(entry: Entry | None) -> words.Composition | None:
    if entry is None:
        return None
    seats = tuple(_checked(one, _seat(one)) for one in entry.tables("seats"))
    perspectives = tuple(
        _checked(
            one,
            words.Perspective(
                name=one.text("name", required=True),
                having=one.having(),
                at_least=one.whole_or("at_least", 1),
                seat=one.text("seat") or None,
            ),
        )
        for one in entry.tables("perspectives")
    )
    made = words.Composition(
        seats=seats,
        members=entry.pair("members", open_ended=True),
        substitutes=entry.pair("substitutes", open_ended=True),
        term_years=entry.whole("term_years", least=1),
        perspectives=perspectives,
    )
    known = {seat.id for seat in seats}
    for key, count in Counter(seat.id for seat in seats).items():
        if count > 1:
            entry.wrong("seats", f"id {key} står {count} gånger.", "Varje id används en gång.")
    for perspective in perspectives:
        if perspective.seat and perspective.seat not in known:
            entry.wrong(
                "perspectives", f"platsen {perspective.seat} finns inte.", nearest(perspective.seat, known)
            )
    entry.done()
    return made


def _duty(entry: Entry) -> words.Duty:
    for key in ("evidence", "when", "kind"):
        if not entry.has(key):
            entry.wrong(key, "saknas.", f"En skyldighet måste ha {key}.")
    each: tuple[str, ...] | str = entry.words("each")
    if each == ("local_areas",):
        each = "local_areas"
    elif "local_areas" in each:
        entry.wrong("each", "blandar local_areas och platser.", "Skriv en skyldighet för var sort.")
    condition = entry.table("if")
    return words.Duty(
        id=entry.id(),
        title=entry.text("title", required=True),
        instrument=entry.text("instrument"),
        clause=entry.text("clause"),
        kind=entry.choice("kind", words.Kind, words.Kind.COOPERATION),
        evidence=_pattern(entry.table("evidence")),
        when=_when(entry.table("when")),
        who=entry.words("who"),
        to=entry.words("to"),
        lines=entry.lines(),
        restored=entry.text("restored"),
        level=entry.choice("level", words.Level, words.Level.CITY),
        each=each,
        force=entry.choice("force", words.Force, words.Force.BINDING),
        condition=_pattern(condition) if condition else None,
        composition=_composition(entry.table("composition")),
        reading=entry.text("reading"),
        applies_from=entry.day("applies_from"),
        applies_until=entry.day("applies_until"),
    )


TERMINATORS = ("either_party", "forum", "unsaid")
ENDS = ("next_meeting", "at_once", "unsaid")
RENEGOTIATED = ("signed_anew", "decided_by_forum", "unsaid")


def _termination(entry: Entry | None) -> words.Termination | None:
    if entry is None:
        return None
    made = words.Termination(
        who=entry.one_of("who", TERMINATORS, "unsaid"),
        ends=entry.one_of("ends", ENDS, "unsaid"),
        renegotiated_by=entry.one_of("renegotiated_by", RENEGOTIATED, "unsaid"),
        notified_to=entry.text("notified_to") or None,
        lines=entry.lines(),
    )
    if made.ends == "next_meeting" and made.notified_to is None:
        entry.wrong("notified_to", "saknas.", "Ange forumet vars nästa möte överenskommelsen upphör vid.")
    entry.done()
    return made


def _instrument(entry: Entry) -> words.Instrument:
    made = words.Instrument(
        id=entry.id(),
        kind=entry.choice("kind", words.InstrumentKind, words.InstrumentKind.AGREEMENT),
        title=entry.text("title", required=True),
        head=entry.truth("head"),
        file=entry.text("file"),
        parties=entry.words("parties"),
        valid_from=entry.span("valid_from"),
        valid_until=entry.span("valid_until"),
        until_further_notice=entry.truth("until_further_notice"),
        decided_on=entry.span("decided_on"),
        signed_on=entry.span("signed_on"),
        put_forward_on=entry.span("put_forward_on"),
        decided_by=entry.text("decided_by"),
        registry_number=entry.text("registry_number"),
        paragraph=entry.text("paragraph"),
        replaces=entry.words("replaces"),
        lines=entry.lines(),
        termination=_termination(entry.table("termination")),
    )
    if made.valid_from and made.valid_until and made.valid_until.last < made.valid_from.first:
        entry.wrong("valid_until", "ligger före valid_from.", "Rätta ett av datumen.")
    if made.until_further_notice and made.valid_until:
        entry.wrong("until_further_notice", "stämmer inte med valid_until.", "Ta bort det ena.")
    return made


def _named(entry: Entry) -> words.Named:
    return words.Named(
        id=entry.id(),
        name=entry.text("name", required=True),
        kind=entry.one_of("kind", PARTY_KINDS),
        party=entry.text("party"),
    )


def _forum(entry: Entry) -> words.Forum:
    return words.Forum(
        id=entry.id(),
        name=entry.text("name", required=True),
        kind=entry.one_of("kind", FORUM_KINDS),
        level=entry.choice("level", words.Level, words.Level.CITY),
        instrument=entry.text("instrument"),
        led_by=entry.words("led_by"),
        convened_by=entry.words("convened_by"),
        prepares_for=entry.words("prepares_for"),
        reports_to=entry.words("reports_to"),
        decides_over=entry.words("decides_over"),
        raises_to=entry.words("raises_to"),
        part_of=entry.text("part_of"),
        purpose=_said(entry.table("purpose")),
        mandate=_said(entry.table("mandate")),
        where=_where(entry.table("where")),
        lines=entry.lines(),
    )


def _said(entry: Entry | None) -> words.Said | None:
    if entry is None:
        return None
    made = words.Said(
        text=entry.text("text", required=True), lines=entry.lines(), restored=entry.text("restored")
    )
    entry.done()
    return made


def _where(entry: Entry | None) -> tuple[tuple[words.Way, words.Lines], ...]:
    """In which lines the ways to other bodies are said."""
    if entry is None:
        return ()
    found = [(way, entry.lines(way.value)) for way in words.Way]
    entry.done()
    return tuple((way, lines) for way, lines in found if lines is not None)


def _step(entry: Entry) -> words.Step:
    rooms = entry.words("rooms")
    for room in rooms:
        if room not in STEPS:
            entry.wrong("rooms", f"rummet {room} finns inte.", nearest(room, STEPS))
    return words.Step(name=entry.text("name", required=True), rooms=rooms, lines=entry.lines())


def _part(entry: Entry) -> words.Part:
    return words.Part(
        key=entry.one_of("key", PARTS),
        title=entry.text("title", required=True),
        text=entry.text("text"),
        instrument=entry.text("instrument"),
        restored=entry.text("restored"),
        lines=entry.lines(),
    )


def _problem(entry: Entry) -> words.Problem:
    return words.Problem(
        id=entry.id(),
        title=entry.text("title", required=True),
        goal=entry.text("goal"),
        parts=entry.words("parts"),
        instrument=entry.text("instrument"),
        restored=entry.text("restored"),
        lines=entry.lines(),
    )


def _form(entry: Entry) -> words.CooperationForm:
    ages = entry.pair("ages")
    return words.CooperationForm(
        id=entry.id(),
        name=entry.text("name", required=True),
        long_name=entry.text("long_name"),
        ages=(ages[0], ages[1]) if ages and ages[1] is not None else None,
        annex=entry.text("annex"),
        parties=entry.words("parties"),
        purpose=entry.text("purpose"),
        lines=entry.lines(),
    )


def _annex(entry: Entry) -> words.Annex:
    return words.Annex(
        id=entry.id(),
        title=entry.text("title", required=True),
        decided_by=entry.text("decided_by"),
        instrument=entry.text("instrument"),
        lines=entry.lines(),
    )


def _cost(entry: Entry) -> words.Cost:
    return words.Cost(
        what=entry.text("what", required=True),
        amount=entry.whole("amount"),
        per=entry.text("per"),
        borne_by=entry.words("borne_by"),
        split=entry.one_of("split", ("equal", "own")),
        lines=entry.lines(),
    )


def _gap(entry: Entry) -> words.Gap:
    return words.Gap(text=entry.text("text", required=True), lines=entry.lines())


def _assessment(entry: Entry) -> words.Assessment:
    return words.Assessment(
        about=entry.text("about", required=True),
        of=entry.text("of"),
        verdict=entry.one_of("verdict", ("yes", "no", "partly")),
        clause=entry.text("clause", required=True),
        lines=entry.lines(),
        together=entry.words("together"),
        by=entry.text("by"),
        instrument=entry.text("instrument"),
        source=entry.text("source"),
        file=entry.text("file"),
        on=entry.span("on"),
    )


MAKERS: dict[str, Any] = {
    "instruments": _instrument,
    "parties": _named,
    "functions": _named,
    "forums": _forum,
    "areas": _named,
    "steps": _step,
    "parts": _part,
    "problems": _problem,
    "forms": _form,
    "annexes": _annex,
    "costs": _cost,
    "gaps": _gap,
    "assessments": _assessment,
    "duties": _duty,
    "practices": _duty,
}


def _check_ids(blueprint: words.Blueprint, file: File) -> None:
    for section in ("instruments", "areas", "problems", "annexes"):
        _once(file, section, [one.id for one in getattr(blueprint, section)])
    _once(file, "duties och practices", [one.id for one in (*blueprint.duties, *blueprint.practices)])
    actors = [one.id for one in (*blueprint.parties, *blueprint.functions)]
    _once(file, "parties, functions och forums", actors + [one.id for one in blueprint.forums])


def _once(file: File, section: str, ids: list[str]) -> None:
    for key, count in Counter(ids).items():
        if count > 1:
            file.findings.append(
                Finding(file.name, 0, section, f"id {key} står {count} gånger.", "Varje id används en gång.")
            )


def _check_whole(blueprint: words.Blueprint, head: Entry) -> None:
    if sum(one.head for one in blueprint.instruments) != 1:
        head.wrong("instruments", "precis ett dokument ska ha head = true.")
    actors = _actors(blueprint)
    for area in blueprint.local_areas:
        if area not in {one.id for one in blueprint.areas}:
            head.wrong("local_areas", f"{area} finns inte i [[areas]].")
    for one in blueprint.instruments:
        for party in one.parties:
            if party not in actors:
                head.wrong("instruments", f"{one.id} namnger {party} som inte finns.", nearest(party, actors))
    _check_forums(blueprint, head)


def _check_forums(blueprint: words.Blueprint, head: Entry) -> None:
    actors = _actors(blueprint)
    instruments = {one.id for one in blueprint.instruments}
    forums = {one.id for one in blueprint.forums}
    for forum in blueprint.forums:
        to = [key for _, key, _ in forum.ways]
        for key in (*forum.led_by, *forum.convened_by, *to):
            if key not in actors:
                head.wrong("forums", f"{forum.id} namnger {key} som inte finns.", nearest(key, actors))
        if forum.id in (*to, forum.part_of):
            head.wrong("forums", f"{forum.id} leder till sig självt.", "Ange ett annat forum.")
        if forum.part_of and forum.part_of not in forums:
            head.wrong(
                "forums",
                f"{forum.id} är del av {forum.part_of} som inte finns.",
                nearest(forum.part_of, forums),
            )
        if forum.instrument and forum.instrument not in instruments:
            head.wrong("forums", f"{forum.id} vilar på {forum.instrument} som inte finns.")


def _actors(blueprint: words.Blueprint) -> set[str]:
    named = {one.id for one in (*blueprint.parties, *blueprint.functions)}
    return named | {one.id for one in blueprint.forums}


def _check_duty(duty: words.Duty, blueprint: words.Blueprint, file: File, where: str, line: int) -> None:
    def wrong(key: str, problem: str, remedy: str = "") -> None:
        file.findings.append(Finding(file.name, line, f"{where} › {key}", problem, remedy))

    actors = _actors(blueprint)
    instruments = [one.id for one in blueprint.instruments]
    if duty.instrument not in instruments:
        wrong(
            "instrument",
            f"dokumentet {duty.instrument or '(tomt)'} finns inte.",
            nearest(duty.instrument, instruments),
        )
    if not duty.who:
        wrong("who", "saknas.", "Säg vem som ska göra det.")
    for key in ("who", "to"):
        for actor in getattr(duty, key):
            if actor not in actors:
                wrong(key, f"{actor} finns inte bland parter, funktioner och forum.", nearest(actor, actors))
    forums = {one.id for one in blueprint.forums}
    patterns = [("evidence", duty.evidence)]
    if duty.condition is not None:
        patterns.append(("if", duty.condition))
    if isinstance(duty.when, words.Before):
        patterns.append(("evidence", duty.when.before))
    if isinstance(duty.when, words.After):
        patterns.append(("evidence", duty.when.after))
    for key, pattern in patterns:
        if pattern.forum and pattern.forum not in forums:
            wrong(key, f"forumet {pattern.forum} finns inte.", nearest(pattern.forum, forums))
    if duty.kind is words.Kind.COMPOSITION and duty.composition is None:
        wrong("composition", "saknas.", "En sammansättning beskrivs med [duties.composition].")
    if isinstance(duty.when, words.Never) != (duty.kind is words.Kind.PROHIBITION):
        wrong("when", "never och prohibition hör ihop.", "Ett förbud har never = true, och bara ett förbud.")
