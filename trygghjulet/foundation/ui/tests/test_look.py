"""The style sheet: contrast in both schemes, and nothing from elsewhere."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1]
CSS = (FOLDER / "static/ui/site.css").read_text(encoding="utf-8")
COLOUR = re.compile(r"--([a-z-]+): #([0-9a-f]{3,6});")

TEXT_ON_GROUND = [
    (text, ground) for text in ("ink", "ink-soft", "main", "bad") for ground in ("paper", "surface", "sunken")
] + [
    ("on-main", "main"),
    ("on-main", "main-deep"),
    ("ink", "main-wash"),
    ("main", "main-wash"),
    ("main-deep", "main-wash"),
    *((tone, f"{tone}-wash") for tone in ("good", "warning", "bad")),
    *(("ink", f"{tone}-wash") for tone in ("good", "warning", "bad")),
]
SEEN_AGAINST = [
    (edge, ground) for edge in ("edge", "focus", "main", "accent") for ground in ("paper", "surface")
]


def colours(scheme: str) -> dict[str, str]:
    """The palette of a scheme; what the dark one does not rename is as in the light one."""
    light, dark = CSS.split("prefers-color-scheme: dark", 2)[:2]
    found = dict(COLOUR.findall(light))
    return found if scheme == "light" else found | dict(COLOUR.findall(dark.split("/* Ground */")[0]))


def luminance(colour: str) -> float:
    digits = "".join(digit * 2 for digit in colour) if len(colour) == 3 else colour
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_ratio_is_the_one_of_the_guidelines() -> None:
    assert contrast("000", "fff") == 21
    assert round(contrast("777777", "ffffff"), 2) == 4.48


@pytest.mark.requirement("USE-1")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_and_edges_seen(scheme: str) -> None:
    palette = colours(scheme)
    for pairs, least in ((TEXT_ON_GROUND, 4.5), (SEEN_AGAINST, 3.0)):
        low = {pair: round(contrast(*(palette[name] for name in pair)), 2) for pair in pairs}
        assert not {pair: ratio for pair, ratio in low.items() if ratio < least}


def test_nothing_is_fetched_from_elsewhere() -> None:
    assert "http" not in CSS
    assert "@import" not in CSS
    for address in re.findall(r'url\("([^"]+)"\)', CSS):
        assert (FOLDER / "static/ui" / address).is_file()


def test_templates_hold_no_styles_or_scripts_of_their_own() -> None:
    for template in (FOLDER / "templates").rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"<style|<script(?![^>]* src=\"\{% static )|\sstyle=|\son[a-z]+=", text), (
            template.name
        )
