"""Small marked words that show a state: never by colour alone, always by a word and a shape."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

# One shape per tone, drawn in a square of 16: ring, tick, triangle, cross, bar with a dot.
SHAPES = {
    "neutral": "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2Zm0 2a4 4 0 1 1 0 8 4 4 0 0 1 0-8Z",
    "good": "M6.4 13 1.8 8.4l1.6-1.6 3 3 6.2-6.4 1.6 1.6Z",
    "warning": "M8 1.5 15 14.5H1Z",
    "bad": "m3.6 2 4.4 4.4L12.4 2 14 3.6 9.6 8l4.4 4.4-1.6 1.6L8 9.6 3.6 14 2 12.4 6.4 8 2 3.6Z",
    "info": "M6.8 2h2.4v2.6H6.8Zm0 4.4h2.4V14H6.8Z",
}


@dataclass(frozen=True)
class Badge:
    """A state in a word or two.

    `tone` is neutral, good, warning, bad or info; another one raises `ValueError`.
    """

    text: str
    tone: str = "neutral"

    def __post_init__(self) -> None:
        if self.tone not in SHAPES:
            raise ValueError(f"No such tone: {self.tone!r}. Choose {', '.join(SHAPES)}.")

    def __html__(self) -> SafeString:
        return format_html(
            '<span class="badge {}">'
            '<svg class="shape" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d="{}"/></svg>'
            "{}</span>",
            self.tone,
            SHAPES[self.tone],
            self.text,
        )
