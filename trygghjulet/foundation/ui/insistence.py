"""What a form shows to one who may save a text that looks like personal data: a tick box, and room for the reason."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core import signing
from django.http import HttpRequest

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.privacy.forms import PersonalDataError
from trygghjulet.foundation.privacy.guard import PersonalDataFound, look
from trygghjulet.foundation.privacy.insisting import Insistence, digest, insisting, may_insist

#: The names that the tick box, the reason and what was shown are sent with.
TICKED, REASON, SHOWN = "insist", "insist_reason", "insist_shown"
#: How long what was shown can be insisted on, in seconds.
_HOLDS: Final = 24 * 3600
_SALT: Final = "trygghjulet.insist"
_LONGEST: Final = 300


@dataclass(frozen=True)
class Offer:
    """The tick box as the form shows it: what was shown (signed), and what the person has filled in so far."""

    shown: str
    is_ticked: bool
    reason: str
    error: str


class Insisting:
    """The way of one sent form past the guard: what was shown before, what the person says, what is found now."""

    def __init__(self, request: HttpRequest, form: forms.Form, *, here: Any) -> None:
        self._form = form
        self._by: Scope | None = getattr(here, "scope", None)
        self._cooperation_id: int | None = getattr(getattr(here, "cooperation", None), "pk", None)
        self._path = request.path
        sent = request.POST
        self._is_ticked = bool(sent.get(TICKED))
        self._reason = sent.get(REASON, "").strip()[:_LONGEST]
        self._shown = self._read(sent.get(SHOWN, "")) if self._may else {}
        self._error = self._wrong_reason() if self._is_ticked and self._shown else ""
        self._is_beyond = False

    def is_valid(self) -> bool:
        """Is the form right, with what is insisted on let through?"""
        with self.in_force():
            is_right = self._form.is_valid()
        return is_right and not self._error

    def in_force(self) -> AbstractContextManager[Insistence | None]:
        """What the person insists on, in force; nothing where they don't, may not, or give no reason."""
        if not (self._is_ticked and self._shown and not self._error):
            return nullcontext()
        if self._by is None or self._cooperation_id is None:
            return nullcontext()
        return insisting(
            by=self._by,
            cooperation_id=self._cooperation_id,
            reason=self._reason,
            about=self._shown.keys(),
            fields=self._shown,
        )

    def place(self, found: PersonalDataFound) -> None:
        """Put what an operation found at the field that it was written in, or at the form where it can't be told."""
        left = list(found.sightings)
        for name, value in self._form.cleaned_data.copy().items():
            if not isinstance(value, str) or name not in self._form.fields:
                continue
            wanted = {digest(s) for s in left}
            # The operation may look more closely than the field does, so the text is looked at as closely.
            here = [s for s in look(value, sensitive=True) if digest(s) in wanted]
            if here:
                self._form.add_error(name, PersonalDataError(value, here))
                placed = {digest(s) for s in here}
                left = [s for s in left if digest(s) not in placed]
        if left:
            self._form.add_error(None, str(PersonalDataFound(tuple(left))))
            self._is_beyond = True

    def offer(self) -> forms.Form:
        """The form, with the tick box where the person may insist on all that was found in it."""
        found = list(self._found())
        can = self._may and not self._is_beyond and bool(found or self._error or self._is_kept)
        if can and all(s.may_be_insisted_on for _, error in found for s in error.sightings):
            shown = dict(self._shown) if self._is_ticked else {}
            shown |= {digest(s): label for label, error in found for s in error.sightings}
            token = signing.dumps({"by": self._whose, "fields": shown}, salt=_SALT, compress=True)
            self._form.insistence = Offer(token, self._is_ticked, self._reason, self._error)  # type: ignore[attr-defined]  # read by ui_form
        return self._form

    @property
    def is_refused(self) -> bool:
        """Was the form sent, and is something wrong with it?"""
        return self._form.is_bound and bool(self._form.errors or self._error)

    @property
    def _may(self) -> bool:
        return self._by is not None and may_insist(self._by, cooperation_id=self._cooperation_id)

    @property
    def _is_kept(self) -> bool:
        """Something else is wrong with the form: what was insisted on stays ticked while it is put right."""
        return self._form.is_bound and bool(self._form.errors) and self._is_ticked and bool(self._shown)

    @property
    def _whose(self) -> list[Any]:
        return [self._by.user_id if self._by else None, self._cooperation_id, self._path]

    def _found(self) -> Iterator[tuple[str, PersonalDataError]]:
        for name, errors in self._form.errors.as_data().items() if self._form.is_bound else ():
            for error in errors:
                if isinstance(error, PersonalDataError):
                    yield str(self._form[name].label), error

    def _wrong_reason(self) -> str:
        if not self._reason:
            return "Skriv varför texten ska sparas som den är."
        if look(self._reason):
            return "Skälet verkar självt innehålla personuppgifter. Skriv det utan dem."
        return ""

    def _read(self, token: str) -> dict[str, str]:
        """What the person was shown on this page, by its digest; nothing where it is another's or too old."""
        if not token:
            return {}
        try:
            said = signing.loads(token, salt=_SALT, max_age=_HOLDS)
        except signing.BadSignature:
            return {}
        return dict(said["fields"]) if said["by"] == self._whose else {}
