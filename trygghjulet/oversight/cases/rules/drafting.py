"""A case put together: its title, its parts and its proposals, for each subject and kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from trygghjulet.oversight.cases.rules import matters, sentences as say
from trygghjulet.oversight.cases.rules.held import Held
from trygghjulet.oversight.cases.rules.kinds import Body, Kind, Piece, Subject
from trygghjulet.oversight.cases.rules.sentences import Ask, Drafted, Heading, as_text

Teller = Callable[[Held], Iterator[Drafted]]

#: What the summary tells, by subject.
_SUMMARY: Final[Mapping[Subject, tuple[Teller, ...]]] = {
    Subject.PICTURE: (say.picture_in_short, say.prioritised_in_short, say.measures_in_short),
    Subject.PROGRAMME: (matters.document_in_short, say.measures_in_short),
    Subject.AGREEMENT: (matters.agreement_in_short,),
    Subject.FORUM: (matters.forum_in_short,),
    Subject.LAW: (say.law_in_short,),
    Subject.FREE: (),
}
#: Why the matter comes up, by subject.
_MATTER: Final[Mapping[Subject, tuple[Teller, ...]]] = {
    Subject.PICTURE: (say.act_on_pictures, say.demanded, say.earlier),
    Subject.PROGRAMME: (say.act_on_reports, say.demanded, say.earlier),
    Subject.AGREEMENT: (say.act_on_agreements, say.earlier),
    Subject.FORUM: (say.act_on_councils, say.earlier),
    Subject.LAW: (say.act_on_reports, say.demanded, say.earlier),
    Subject.FREE: (say.earlier,),
}
#: What the description tells under each heading of its own, by subject.
_DESCRIPTION: Final[Mapping[Subject, tuple[tuple[str, tuple[Teller, ...]], ...]]] = {
    Subject.PICTURE: (
        ("Lägesbilden", (say.picture_in_short, say.picture_found, say.picture_analysis)),
        ("Det som har prioriterats", (say.prioritised,)),
        ("Så långt har åtgärderna kommit", (say.measures_in_short, say.measures_one_by_one)),
        ("Lagens krav", (say.law_in_short, say.law_open)),
    ),
    Subject.PROGRAMME: (
        ("Det som följs upp", (matters.document_in_short, matters.document_duties)),
        ("Lägesbilden", (say.picture_in_short,)),
        ("Så långt har åtgärderna kommit", (say.measures_in_short, say.measures_one_by_one)),
        ("Skyldigheterna i sin helhet", (say.duties_in_short,)),
    ),
    Subject.AGREEMENT: (
        (
            "Överenskommelsen",
            (matters.agreement_in_short, matters.agreement_purposes, matters.agreement_problems),
        ),
        ("Vad den bygger på och binder till", (matters.agreement_life,)),
    ),
    Subject.FORUM: (
        ("Forumet i dag", (matters.forum_in_short,)),
        ("Ändringen", (matters.forum_change, matters.forum_duties)),
    ),
    Subject.LAW: (
        ("Lagen, paragraf för paragraf", (say.law_in_short, say.law_open)),
        ("Lägesbild och åtgärder", (say.picture_in_short, say.measures_in_short)),
        ("Andra skyldigheter", (say.duties_in_short, say.duties_late)),
    ),
    Subject.FREE: (),
}
_ECONOMIC: Final[Mapping[Subject, tuple[Teller, ...]]] = {
    Subject.PICTURE: (say.resources,),
    Subject.PROGRAMME: (say.resources,),
    Subject.AGREEMENT: (matters.agreement_costs,),
    Subject.FORUM: (),
    Subject.LAW: (say.resources,),
    Subject.FREE: (),
}
_ASK_SUMMARY: Final = Ask("slutsatsen i en eller två meningar: vad den som ska besluta behöver veta.")
_ASK_ECONOMIC: Final = Ask("vad förslaget till beslut kostar, vem som betalar och om det ryms i budget.")
_ASK_ECOLOGICAL: Final = Ask(
    "vad förslaget betyder för miljö och klimat, eller att det inte finns några aspekter."
)
_ASK_SOCIAL: Final = Ask("vilka grupper som berörs och hur, däribland barn, kvinnor och män.")
_ASK_ASSESSMENT: Final[Mapping[Subject, Ask]] = {
    Subject.PICTURE: Ask("bedömningen: vad lägesbilden betyder för det fortsatta arbetet."),
    Subject.PROGRAMME: Ask(
        "bedömningen: vad som har gått bra, vad som inte har gjorts och vad som bör ändras."
    ),
    Subject.AGREEMENT: Ask("bedömningen: om överenskommelsen bör antas, och varför."),
    Subject.FORUM: Ask(
        "bedömningen: varför ändringen behövs, vilka andra sätt som har prövats, och vad som talar emot."
    ),
    Subject.LAW: Ask("bedömningen: vad som ska göras åt det som inte är uppfyllt."),
    Subject.FREE: Ask("bedömningen."),
}


def draft(kind: Kind, subject: Subject, piece: Piece, held: Held) -> str:
    """What a part says before anybody has written in it."""
    return as_text(_pieces(kind, subject, piece, held))


def _pieces(kind: Kind, subject: Subject, piece: Piece, held: Held) -> Iterator[Drafted]:
    match piece:
        case Piece.SUMMARY:
            yield from _told(_SUMMARY[subject], held)
            yield _ASK_SUMMARY
        case Piece.ECONOMIC:
            yield from _told(_ECONOMIC[subject], held)
            yield _ASK_ECONOMIC
        case Piece.ECOLOGICAL:
            yield _ASK_ECOLOGICAL
        case Piece.SOCIAL:
            if subject in (Subject.PICTURE, Subject.PROGRAMME, Subject.LAW):
                yield from say.consequences(held)
            yield _ASK_SOCIAL
        case Piece.MATTER:
            yield from _matter(subject, held)
        case Piece.DESCRIPTION:
            # Härryda's order has the matter and its description as one part.
            if kind is Kind.MEMORANDUM:
                yield from _matter(subject, held)
            yield from _description(subject, held)
        case Piece.ASSESSMENT:
            yield _ASK_ASSESSMENT[subject]
        case Piece.PROPOSALS | Piece.APPENDICES:
            return


def _matter(subject: Subject, held: Held) -> Iterator[Drafted]:
    if subject is Subject.FREE:
        yield Ask("varför ärendet tas upp och vem som har gett uppdraget.")
    yield from _told(_MATTER[subject], held)


def _description(subject: Subject, held: Held) -> Iterator[Drafted]:
    for heading, tellers in _DESCRIPTION[subject]:
        told = list(_told(tellers, held))
        if told:
            yield Heading(heading)
            yield from told
    if subject is Subject.FREE:
        yield Ask("bakgrunden och det som har kommit fram.")


def _told(tellers: tuple[Teller, ...], held: Held) -> Iterator[Drafted]:
    for teller in tellers:
        yield from teller(held)


def title(subject: Subject, held: Held) -> str:
    """What a case about a subject is called before anybody has named it."""
    match subject:
        case Subject.PICTURE:
            years = held.picture.title.removeprefix("Lägesbilden för ") if held.picture else held.place
            return f"Lägesbild över brottslighet och otrygghet, {years}"
        case Subject.PROGRAMME:
            what = held.document.title if held.document else "åtgärdsplanen"
            return f"Uppföljning {held.year} av {what}"
        case Subject.AGREEMENT:
            return held.agreement.title if held.agreement else "Överenskommelse om samverkan"
        case Subject.FORUM:
            return f"Förändring av {held.forum.name if held.forum else 'strategiskt råd'}"
        case Subject.LAW:
            return f"Redovisning enligt lagen om kommuners ansvar för brottsförebyggande arbete {held.year}"
        case Subject.FREE:
            return ""


def proposals(
    kind: Kind, subject: Subject, body: Body, held: Held, *, committee: str = ""
) -> tuple[str, ...]:
    """The proposals that a case begins with, to change; in a tjänsteskrivelse each says itself who decides."""
    who = "Kommunfullmäktige" if body is Body.BOARD_AND_COUNCIL else committee or "Kommunstyrelsen"
    noted = _noted(subject, held)
    if noted:
        if kind is Kind.MEMORANDUM:
            return (f"{who} antecknar {noted[:1].lower()}{noted[1:]}.",)
        return (f"{noted} antecknas.",)
    if subject is Subject.AGREEMENT:
        return _adopted(kind, who, held)
    return _changed(held) if subject is Subject.FORUM else ()


def _adopted(kind: Kind, who: str, held: Held) -> tuple[str, ...]:
    what = held.agreement.title if held.agreement else "överenskommelsen"
    if kind is Kind.MEMORANDUM:
        return (f"{who} antar {what} och uppdrar till kommunstyrelsens ordförande att underteckna avtalet.",)
    return (
        f"{what[:1].upper()}{what[1:]} antas.",
        "Kommunstyrelsens ordförande får i uppdrag att underteckna överenskommelsen.",
    )


def _changed(held: Held) -> tuple[str, ...]:
    one = held.forum
    if one is None:
        return ()
    if not one.ended_on:
        return (f"[Skriv vad som ska beslutas om {one.name}.]",)
    heir = f" och ersätts av {one.replaced_by}" if one.replaced_by else ""
    return (f"{one.name} utgår{heir}.",)


def _noted(subject: Subject, held: Held) -> str:
    """What a body only takes note of."""
    match subject:
        case Subject.PICTURE:
            seen = held.picture
            years = seen.title.removeprefix("Lägesbilden för ") if seen else str(held.year)
            return f"Redovisningen av lägesbilden för {years}"
        case Subject.PROGRAMME:
            what = held.document.title if held.document else "åtgärdsplanen"
            return f"Uppföljningen {held.year} av {what}"
        case Subject.LAW:
            return (
                f"Redovisningen för {held.year} enligt lagen (2023:196) om kommuners ansvar för "
                "brottsförebyggande arbete"
            )
        case _:
            return ""
