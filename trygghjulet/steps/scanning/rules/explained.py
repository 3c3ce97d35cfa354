"""What the choices for a source mean in practice, in a sentence each: shown where they are made and where they hold."""

from __future__ import annotations

from typing import Final

#: Who sees what, told for both parties.
SHARING: Final = {
    "rows": ("Både kommunen och polisen kan öppna varje rad."),
    "sums": (
        "Bara ägarens egna kan öppna raderna. Den andra parten får antal per område, kategori och tid, och små "
        "antal döljs."
    ),
    "owner": (
        "Den andra parten ser inte ens att källan finns. Den räknas inte i den gemensamma lägesbilden."
    ),
}

#: When to choose which.
SUITS: Final = {
    "rows": "Passar felanmälningar, öppen statistik och annat som ingen sekretess hindrar.",
    "sums": "Passar polisens händelser.",
    "owner": "Passar det som bara ska vara arbetsmaterial hos den egna parten.",
}

#: The finest place that rows tell of.
DETAIL: Final = {
    "point": "Varje rad har en koordinat. Då går det att hitta små platser där mycket händer.",
    "place": "Raderna säger plats eller kvarter, till exempel ”Centralstationen”.",
    "area": "Raderna säger stadsdel, primärområde eller liknande.",
    "municipality": "Siffrorna gäller kommunen som helhet.",
}
