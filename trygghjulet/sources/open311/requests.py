"""The service requests in an answer of GeoReport v2, JSON or XML, taken one at a time; nothing of people is read.

Only the fields named here leave this module. A description, a picture, a status note, a name, a telephone number and
an e-mail address are never looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from trygghjulet.foundation.files.contents import refusal
from trygghjulet.foundation.files.limits import MEBIBYTE, Limits
from trygghjulet.foundation.files.trees import read_json

AGAIN: Final = "Hämta ärendena från …/requests.json eller …/requests.xml och lämna in svaret som det är."
#: What is taken from a request, under the standard's own names.
FIELDS: Final = (
    *("service_request_id", "service_code", "service_name", "requested_datetime", "updated_datetime"),
    *("lat", "long", "address"),
)
#: No answer of the standard is nested deeper, nor any value that we use longer.
_DEEPEST: Final = 12
_LONGEST: Final = 500
_HEAD: Final = 4096
_MOST_XML: Final = 256 * MEBIBYTE

Request = dict[str, str]


def requests_in(path: Path, *, name: str, limits: Limits) -> Iterator[Request | None]:
    """Each request of a file, with the fields that we use; None for one that is no request.

    Raises:
        UnreadableFile: the file is damaged, of another kind, an answer that says no, or a list of something else.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    is_xml = start.startswith(b"<") or head.startswith((b"\xff\xfe<", b"\xfe\xff\0<"))
    return _from_xml(path, name, limits) if is_xml else _from_json(path, name, limits)


def _from_json(path: Path, name: str, limits: Limits) -> Iterator[Request | None]:
    answer = read_json(path, name=name, limits=limits, remedy=AGAIN)
    _refuse_other(answer, name)
    for key in ("service_requests", "requests", "errors"):  # some systems wrap the list
        if isinstance(answer, dict) and isinstance(answer.get(key), list):
            answer = answer[key]
            _refuse_other(answer, name)
    items = answer if isinstance(answer, list) else [answer]
    if items and all(
        isinstance(i, dict) and "service_code" in i and "service_request_id" not in i for i in items
    ):
        raise _list_of_types(name)
    for item in items:
        yield _fields(item) if isinstance(item, dict) else None


def _from_xml(path: Path, name: str, limits: Limits) -> Iterator[Request | None]:
    most = min(limits.max_bytes, _MOST_XML)
    if path.stat().st_size > most:
        raise refusal(
            name,
            f"Filen är större än {most // MEBIBYTE} MB.",
            "Hämta en kortare tid åt gången och lämna in delarna var för sig.",
        )
    try:
        yield from _elements(path, name)
    except DefusedXmlException as forbidden:
        raise refusal(
            name,
            "Filen har en DTD eller egna entiteter, och sådana läses inte: de används för att lura program.",
            "Be den som sköter systemet om ett svar utan DTD.",
        ) from forbidden
    except (ParseError, ValueError, LookupError) as error:
        raise refusal(name, "Filen är inte giltig XML: den är skadad eller avklippt.", AGAIN) from error


def _elements(path: Path, name: str) -> Iterator[Request | None]:
    open_elements: list[Element] = []
    seen = False
    for event, element in iterparse(str(path), events=("start", "end"), forbid_dtd=True):
        if event == "start":
            open_elements.append(element)
            if len(open_elements) == 1:
                _refuse_root(_tag(element), name)
            if len(open_elements) > _DEEPEST:
                raise refusal(
                    name, f"Filen har fler än {_DEEPEST} nivåer, och det har inget sådant svar.", AGAIN
                )
            continue
        open_elements.pop()
        if _tag(element) == "error" and len(open_elements) <= 1:
            raise _refused(name, *(_child(element, part) for part in ("code", "description")))
        if _tag(element) == "request" and len(open_elements) == 1:
            seen = True
            yield {field: text for field in FIELDS if (text := _child(element, field))}
        if len(open_elements) <= 1:
            # What has been read is let go of, so that a large file does not fill the memory.
            element.clear()
            for above in open_elements:
                above.clear()
    if not seen:
        raise refusal(name, "Filen har inga ärenden.", AGAIN)


def _refuse_root(tag: str, name: str) -> None:
    match tag:
        case "services" | "service_definition":
            raise _list_of_types(name)
        case "discovery":
            raise refusal(name, "Filen beskriver var tjänsten finns, men har inga ärenden.", AGAIN)
        case "html":
            raise refusal(name, "Filen är en webbsida.", AGAIN)
        case "service_requests" | "requests" | "errors":
            return
        case _:
            raise refusal(
                name, f"Filen är XML men inte ett svar från Open311: den börjar med <{tag[:40]}>.", AGAIN
            )


def _refuse_other(answer: object, name: str) -> None:
    if isinstance(answer, dict) and "endpoints" in answer:
        raise refusal(name, "Filen beskriver var tjänsten finns, men har inga ärenden.", AGAIN)
    first = answer[0] if isinstance(answer, list) and answer else answer
    if isinstance(first, dict) and {"code", "description"} <= set(first) and "service_code" not in first:
        raise _refused(name, str(first["code"]), str(first["description"]))


def _refused(name: str, code: str, description: str) -> Exception:
    said = f" (fel {code[:10]})" if code else ""
    return refusal(
        name,
        f"Systemet svarade nej{said}: {description[:200] or 'utan förklaring'}",
        "Rätta frågan och hämta igen.",
    )


def _list_of_types(name: str) -> Exception:
    return refusal(name, "Filen är en lista över vilka slags ärenden som finns, inte själva ärendena.", AGAIN)


def _fields(item: dict[str, Any]) -> Request:
    given = {field: _text(item.get(field)) for field in FIELDS}
    given["long"] = given["long"] or _text(item.get("lon"))
    return {field: text for field, text in given.items() if text}


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    try:
        return str(value).strip()[:_LONGEST]
    except ValueError:  # a whole number with more digits than can be written
        return ""


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _child(element: Element, name: str) -> str:
    for child in element:
        if _tag(child) == name:
            return (child.text or "").strip()[:_LONGEST]
    return ""
