"""The form where many words of a format are given their meanings at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.forms import BoundField

from trygghjulet.foundation.ui.fields import Choices
from trygghjulet.steps.scanning.queries import Word
from trygghjulet.steps.scanning.rules.categories import SORTS, Category, tree

#: What the form sends for "belongs nowhere"; nothing is sent for "as the format's own file says".
_NOWHERE: Final = "-"
#: The most words that are asked about at once; the commonest come first, and the next ones when these are decided.
MOST_AT_ONCE: Final = 40


class SearchForm(forms.Form):
    """Looks for a word among all of a format's."""

    ord = forms.CharField(label="Sök ett ord", required=False, max_length=200)


class DecisionsForm(forms.Form):
    """A choice in the tree for each word; a word that is left as it was is not touched."""

    def __init__(self, *args: Any, words: Sequence[Word], **options: Any) -> None:
        super().__init__(*args, **options)
        self._words = {f"word_{place}": word for place, word in enumerate(_in_order(words)[:MOST_AT_ONCE])}
        choices = _choices()
        for name, word in self._words.items():
            self.fields[name] = forms.ChoiceField(
                label=word.given,
                required=False,
                choices=choices,
                initial=_sent(word.node if word.suggested is None else word.suggested),
            )
            # What was shown goes along, so that only what this person changes is changed.
            self.fields[f"{name}_of"] = forms.CharField(
                widget=forms.HiddenInput,
                initial=f"{_sent(word.node)}:{word.given}",
                strip=False,
                required=False,
            )

    @property
    def lines(self) -> list[tuple[Word, BoundField, BoundField, str]]:
        """Each word with its choice, what goes along unseen, and who says what it means now."""
        return [(word, self[name], self[f"{name}_of"], _said(word)) for name, word in self._words.items()]

    @property
    def decisions(self) -> dict[str, str | None]:
        """The words whose meaning was changed, with the node: "" belongs nowhere, None as the file says."""
        found: dict[str, str | None] = {}
        for name in self._words:
            shown, parted, given = self.cleaned_data[f"{name}_of"].partition(":")
            sent = self.cleaned_data[name]
            if parted and sent != shown:
                found[given] = {"": None, _NOWHERE: ""}.get(sent, sent)
        return found


def nodes_by_sort() -> list[tuple[str, list[tuple[Category, list[Category]]]]]:
    """The tree for people: for each sort its uppermost nodes, each with those below it."""
    nodes = list(tree().values())
    return [
        (
            title,
            [
                (top, [node for node in nodes if node.parent == top.code])
                for top in nodes
                if top.sort == sort and top.parent is None
            ],
        )
        for sort, title in SORTS.items()
    ]


def _in_order(words: Sequence[Word]) -> list[Word]:
    return [*(w for w in words if w.is_unmapped), *(w for w in words if not w.is_unmapped)]


def _choices() -> Choices:
    return [
        ("", "Inte avgjort"),
        (_NOWHERE, "Hör inte hit"),
        *(
            (top.title, [(top.code, f"{top.title} (allmänt)" if below else top.title)])
            if not below
            else (top.title, [(top.code, f"{top.title}, allmänt"), *((n.code, n.title) for n in below)])
            for _, tops in nodes_by_sort()
            for top, below in tops
        ),
    ]


def _sent(node: str | None) -> str:
    return "" if node is None else node or _NOWHERE


def _said(word: Word) -> str:
    if word.suggested is not None:
        return "förslag, gäller när du sparar"
    if word.is_unmapped:
        return "ingen ännu"
    if word.decided_by:
        return f"{word.decided_by}. Välj ”Inte avgjort” för att ta tillbaka."
    return "formatets lista"
