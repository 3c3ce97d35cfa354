"""What is said of each duty of the act when it is met, lacking, waited for or unknown: plain sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: By duty and form: met, effort (met by an effort), lacking (was there), none (never was), waiting (not owed yet),
#: old (too long ago to tell), unknown (nothing noted).
SENTENCES: Final[Mapping[str, Mapping[str, str]]] = {
    "lag-4-lagesbild": {
        "met": "Lägesbilden antogs {day}.",
        "lacking": "Ingen lägesbild för hela kommunen är antagen.",
    },
    "lag-4-1-kartlaggning": {
        "met": "Den har en kartläggning av brottsligheten, dess omfattning och konsekvenser.",
        "lacking": "Lägesbilden har ingen hel kartläggning: brottsligheten, dess omfattning och konsekvenser.",
    },
    "lag-4-2-annan-information": {
        "met": "Den har annan information av betydelse.",
        "lacking": "Lägesbilden har ingen annan information av betydelse.",
    },
    "lag-4-3-analys": {
        "met": "Den har en analys av kartläggningen och informationen.",
        "lacking": "Lägesbilden har ingen analys av kartläggningen och informationen.",
    },
    "lag-5-atgardsplan": {
        "met": "Åtgärdsplanen beslutades {day}.",
        "lacking": "Ingen åtgärdsplan för hela kommunen är beslutad. Den skulle ha funnits {due}.",
        "waiting": "Ingen åtgärdsplan behöver vara beslutad före {due}.",
    },
    "lag-5-lagesbild-underlag": {
        "met": "Lägesbilden är dess underlag.",
        "lacking": "Planen har ingen antagen lägesbild som underlag.",
    },
    "lag-6-uppdatera-lagesbilden": {
        "met": "Lägesbilden är från {day}.",
        "lacking": "Lägesbilden är från {day}. Den skulle ha uppdaterats senast {due}.",
        "none": "Lägesbilden är inte uppdaterad: ingen lägesbild för hela kommunen är antagen.",
        "waiting": "Det finns ingen lägesbild att uppdatera. Den första uppdateringen ska göras senast {due}.",
    },
    "lag-6-folja-upp-atgardsplanen": {
        "met": "Åtgärdsplanen följdes upp {day}.",
        "lacking": "Åtgärdsplanen följdes upp {day}. Den skulle ha följts upp igen senast {due}.",
        "none": "Åtgärdsplanen är inte uppföljd. Det skulle ha gjorts senast {due}.",
        "waiting": "Åtgärdsplanen ska följas upp första gången senast {due}.",
    },
    "lag-7-lagesbilden-integreras": {
        "met": "Arbetet med lägesbilden hänger ihop med annan planering: {source}.",
        "lacking": "Lägesbildens koppling till annan planering har upphört: {source}.",
        "unknown": "Ingen koppling mellan lägesbilden och annan lagstadgad planering är antecknad.",
    },
    "lag-7-atgardsplanen-integreras": {
        "met": "Arbetet med åtgärdsplanen hänger ihop med annan planering: {source}.",
        "lacking": "Åtgärdsplanens koppling till annan planering har upphört: {source}.",
        "unknown": "Ingen koppling mellan åtgärdsplanen och annan lagstadgad planering är antecknad.",
    },
    "lag-8-samordning": {
        "met": "Samordningen är ordnad: {source}.",
        "lacking": "Den som svarade för samordningen gör det inte längre: {source}.",
        "unknown": "Det är inte antecknat hur samordningen är ordnad.",
    },
    "lag-9-overenskommelser": {
        "met": "{source} gäller.",
        "effort": "Ingen överenskommelse gäller, men kommunen verkade för en {day}{declined}.",
        "lacking": "Ingen överenskommelse gäller längre, och ingen ansträngning för att få en ny är antecknad.",
        "none": "Ingen överenskommelse gäller, och ingen ansträngning för att få en är antecknad.",
        "old": "Ingen överenskommelse gäller. Den senaste antecknade ansträngningen är från {day}.",
    },
    "lag-9-syften": {
        "met": "Den anger för vilka syften samverkan ska ske.",
        "lacking": "{source} anger inte för vilka syften samverkan ska ske.",
    },
    "lag-9-omraden": {
        "met": "Den anger inom vilka områden samverkan ska ske.",
        "lacking": "{source} anger inte inom vilka områden samverkan ska ske.",
    },
    "lag-10-strategiskt-rad": {
        "met": "Det finns ett strategiskt råd: {source}.",
        "effort": "Det finns inget strategiskt råd, men kommunen verkade för ett {day}{declined}.",
        "lacking": "Det strategiska rådet finns inte längre, och ingen ansträngning för ett nytt är antecknad.",
        "none": "Det finns inget strategiskt råd, och ingen ansträngning för att få ett är antecknad.",
        "old": "Det finns inget strategiskt råd. Den senaste antecknade ansträngningen är från {day}.",
    },
    "lag-10-radets-aktorer": {
        "met": "Kommunen och andra aktörer ingår i rådet.",
        "lacking": "Rådet har inte både kommunen och andra aktörer som ledamöter.",
        "unknown": "Det är inte antecknat vilka som ingår i rådet.",
    },
    "lag-10-leds-av-kommunen": {
        "met": "Kommunen leder rådet.",
        "lacking": "Rådet leds av {name}, inte av kommunen.",
        "unknown": "Det är inte antecknat vem som leder rådet.",
    },
    "lag-10-ledande-befattningar": {
        "met": "Kommunen verkade för representanter med ledande befattningar {day}.",
        "old": "Kommunen verkade senast för representanter med ledande befattningar {day}.",
        "unknown": "Det är inte antecknat att kommunen har verkat för representanter med ledande befattningar.",
    },
    "lag-11-samordningsfunktion": {
        "met": "{source} är samordningsfunktion.",
        "lacking": "Ingen innehar samordningsfunktionen.",
        "none": "Ingen samordningsfunktion finns.",
    },
    "lag-12-1-samordna": {
        "met": "Funktionen samordnade arbetet {day}.",
        "old": "Funktionen samordnade arbetet senast {day}, och lagen säger inte hur ofta.",
        "unknown": "Det är inte antecknat att funktionen samordnar arbetet.",
    },
    "lag-12-1-stodja": {
        "met": "Funktionen stödde arbetet {day}.",
        "old": "Funktionen stödde arbetet senast {day}, och lagen säger inte hur ofta.",
        "unknown": "Det är inte antecknat att funktionen stödjer arbetet.",
    },
    "lag-12-2-kontaktpunkt": {
        "met": "Kontaktpunkten är angiven och visas för allmänheten.",
        "lacking": "Ingen kontaktpunkt är angiven.",
    },
    "lag-12-3-information-invanare": {
        "met": "Invånarna fick information {day}.",
        "old": "Invånarna fick senast information {day}, och lagen säger inte hur ofta.",
        "unknown": "Det är inte antecknat att invånarna har fått information.",
    },
    "lag-12-3-information-andra": {
        "met": "Andra berörda fick information {day}.",
        "old": "Andra berörda fick senast information {day}, och lagen säger inte hur ofta.",
        "unknown": "Det är inte antecknat att andra berörda har fått information.",
    },
    "lag-13-ledning": {
        "met": "{name} leder arbetet.",
        "lacking": "{name} leder inte längre arbetet, och ingen annan är antecknad.",
        "unknown": "Det är inte antecknat vem som leder arbetet.",
    },
    "lag-13-rapport-kommunfullmaktige": {
        "met": "Kommunfullmäktige fick en rapport {day}.",
        "old": "Kommunfullmäktige fick senast en rapport {day}. Lagen säger kontinuerligt, men inte hur ofta.",
        "unknown": "Ingen rapport till kommunfullmäktige är antecknad.",
    },
    "lag-14-syfte": {
        "met": "Inget avsteg är antecknat.",
        "lacking": "Ett avsteg i fråga om syftet är antecknat: {source}.",
        "none": "Ingen kamerabevakning med stöd av 14 § är antecknad.",
    },
    "lag-14-platser": {
        "met": "Inget avsteg är antecknat.",
        "lacking": "Ett avsteg i fråga om platser är antecknat: {source}.",
        "none": "Ingen kamerabevakning med stöd av 14 § är antecknad.",
    },
}
