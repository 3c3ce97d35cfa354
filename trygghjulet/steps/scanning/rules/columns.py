"""What the columns of the kinds of material are called where a person meets them."""

from __future__ import annotations

from typing import Final

TITLES: Final = {
    "happened_from": "Från",
    "happened_to": "Till",
    "category": "Kategori",
    "x": "Öst (m)",
    "y": "Nord (m)",
    "area": "Område",
    "given_area": "Område enligt filen",
    "key": "Nyckel",
    "amount": "Antal",
    "period_from": "Från",
    "period_to": "Till",
    "rate_per_100k": "Per 100 000 invånare",
    "status": "Läge",
    "missing": "Uppgift saknas",
    "published": "Publicerad",
    "happened": "Hände",
    "title": "Rubrik",
    "text": "Text",
    "region": "Region",
    "indicator": "Mått",
    "group": "Grupp",
    "value": "Värde",
    "low": "Undre gräns",
    "high": "Övre gräns",
    "answers": "Antal svar",
    "unit": "Enhet",
    "respondent": "Svarande",
    "question": "Fråga",
    "answer": "Svar",
    "role": "Slag",
    "weight": "Vikt",
    "answered_from": "Från",
    "answered_to": "Till",
    "code": "Kod",
    "name": "Namn",
    "sort": "Sort",
    "valid_from": "Gäller från",
    "valid_to": "Gäller till",
    "properties": "Övrigt",
}

#: Words that the store keeps in English, in Swedish.
WORDS: Final = {
    ("status", "final"): "slutlig",
    ("status", "preliminary"): "preliminär",
    ("missing", "withheld_or_missing"): "ja",
    ("role", "question"): "fråga",
    ("role", "background"): "bakgrund",
}
#: What nobody reads on a page.
HIDDEN: Final = frozenset({"boundary"})
