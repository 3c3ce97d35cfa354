"""Answers as GeoReport v2 writes them, as JSON or XML."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpResponse

#: The forms that an answer can have, with what they are called on the wire.
FORMS = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
Rows = Sequence[Mapping[str, Any]]


def answer(rows: Rows, *, form: str, root: str, each: str, status: int = 200) -> HttpResponse:
    """A list of things; in XML an element for each inside the root."""
    if form == "xml":
        top = Element(root)
        for row in rows:
            _fill(SubElement(top, each), row)
        body = b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(
            top, encoding="utf-8", xml_declaration=False
        )
    else:
        body = json.dumps(list(rows), ensure_ascii=False).encode()
    return HttpResponse(body, content_type=FORMS.get(form, FORMS["json"]), status=status)


def one(thing: Mapping[str, Any], *, form: str, root: str) -> HttpResponse:
    """A single thing that is no list, as the description of the service itself."""
    if form == "xml":
        top = Element(root)
        _fill(top, thing)
        body = b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(
            top, encoding="utf-8", xml_declaration=False
        )
    else:
        body = json.dumps(thing, ensure_ascii=False).encode()
    return HttpResponse(body, content_type=FORMS.get(form, FORMS["json"]))


def error(code: int, description: str, *, form: str) -> HttpResponse:
    """What is wrong, in the standard's own form with a Swedish description."""
    return answer(
        [{"code": code, "description": description}], form=form, root="errors", each="error", status=code
    )


def _fill(element: Element, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        child = SubElement(element, name)
        if isinstance(value, list):
            for item in value:
                inner = SubElement(child, name.removesuffix("s"))
                if isinstance(item, Mapping):
                    _fill(inner, item)
                else:
                    inner.text = str(item)
        elif isinstance(value, bool):
            child.text = "true" if value else "false"
        elif value is not None:
            child.text = str(value)
