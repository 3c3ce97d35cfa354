"""The city-wide turn: Tallmo torg, the school yard in Ekbacken and the shopping centre in Solängen."""

from __future__ import annotations

from datetime import date

from trygghjulet.demo.content.agreement import DAMAGE, DRUGS, STEERING_GROUP, THEFT
from trygghjulet.demo.content.turn import (
    Cause,
    CheckIn,
    Evidence,
    FeedbackItem,
    Ground,
    Indicator,
    Measure,
    Picture,
    Plan,
    Priority,
    Profile,
    Turn,
)

_COORDINATOR = "Brottsförebyggande samordnare"
_POLICE = "Kommunpolis"
_FIELD = "Fältsekreterare"
_ANALYST = "Analytiker, kommunstyrelsens förvaltning"
_DIRECTOR = "Kommundirektör"

_SQUARE = Indicator(
    "Narkotikabrott, ordningsstörningar och skadegörelse vid Tallmo torg",
    ("Narkotikabrott", "Ordningsstörning", "Skadegörelse"),
    "tallmotorg",
)
_SCHOOL = Indicator(
    "Skadegörelse och klotter på Ekbackeskolans skolgård", ("Skadegörelse", "Klotter"), "skolgarden"
)
_SHOPS = Indicator("Butiksstölder vid Solängens köpcentrum", ("Butiksstöld",), "kopcentrum")

_TALLMO = Priority(
    title="Narkotikahandel och ordningsstörningar vid Tallmo torg",
    goal=(
        "Händelserna vid Tallmo torg ska sluta öka under 2026 och minska under 2027. Torget ska inte bli "
        "en fast plats för handel."
    ),
    agreed_problem=DRUGS,
    grounds=(
        Ground(
            "Platsen är ny. Före 2024 stack den inte ut, men sedan dess har händelserna ökat stadigt.",
            hot_spot="tallmotorg",
        ),
        Ground(
            (
                "Ökningen gäller flera slags brott samtidigt, vilket talar för att något har förändrats "
                "på platsen."
            ),
            category="Narkotikabrott",
        ),
        Ground("Det är lättare att vända utvecklingen nu än när platsen har fått ett rykte."),
    ),
    profile=Profile(
        what="Narkotikabrott och ordningsstörningar, och på senare tid även skadegörelse.",
        where="Torget och passagen mellan den stängda livsmedelsbutiken och busshållplatsen i Tallmon.",
        when=(
            "Alla dagar från sen eftermiddag till kväll, och tydligare för varje halvår sedan början av 2024."
        ),
        who=(
            "Boende i Tallmon drabbas, särskilt de som väntar på bussen. Yngre tonåringar rör sig nära "
            "handeln."
        ),
        how="Försäljningen sker öppet i passagen. Grupper blir kvar på torget, och besökare undviker det.",
    ),
    causes=(
        Cause(
            1,
            "place",
            "Sedan livsmedelsbutiken stängde finns inga vuxna med ansvar på torget på kvällen.",
            (
                Evidence(
                    True,
                    "Ökningen började ungefär när butiken stängde.",
                    "Polisens händelser och fastighetsägaren",
                ),
                Evidence(True, "Boende säger att ingen längre äger platsen.", "Medborgardialog i Tallmon"),
                Evidence(
                    False,
                    "Andra torg i kommunen har också tappat butiker utan att det har blivit så här.",
                    "Beredningsgruppen",
                ),
            ),
            True,
            "Tiden stämmer, men det räcker inte som ensam förklaring. Vi arbetar med orsaken.",
        ),
        Cause(
            2,
            "offender",
            "Torget ligger nära bussen och har flera vägar ut, så den som säljer löper liten risk.",
            (
                Evidence(
                    True,
                    "Polisen ser försäljning i passagen där man lätt kommer undan.",
                    "Medarbetardialog, polisen",
                ),
                Evidence(
                    False,
                    "Fler brott kan också bero på att polisen har sökt mer på platsen.",
                    "Analytikernas bedömning",
                ),
            ),
            True,
            (
                "Även ordningsstörningar och skadegörelse har ökat, och de beror inte på polisens "
                "sökande. Vi agerar."
            ),
        ),
        Cause(
            3,
            "target",
            "Tonåringar i Tallmon har få ställen att vara på efter skolan och hamnar nära handeln.",
            (
                Evidence(True, "Fritidsgården har öppet två kvällar i veckan.", "Fritidsenheten"),
                Evidence(True, "Fältgruppen möter allt yngre på torget.", "Fältgruppens iakttagelser"),
            ),
            True,
            "Vi vet inte hur många det gäller, men konsekvensen för dem kan bli stor.",
        ),
    ),
    measures=(
        Measure(
            cause=1,
            title="Platssamverkan Tallmo torg",
            goals=(
                "Fastighetsägare, föreningar, kommunen och polisen har en gemensam plan för torget "
                "senast den 31 augusti 2026. Den stängda butiken har en ny verksamhet eller en upplyst "
                "fasad."
            ),
            first_day=date(2026, 4, 15),
            last_day=date(2027, 12, 31),
            planned_by=_COORDINATOR,
            done_by=_COORDINATOR,
            followed_up_by=_COORDINATOR,
            follow_up="Stäms av i beredningsgruppen varje kvartal. Händelserna på torget följs varje halvår.",
            purpose="both",
            prevention_type="situational",
            prevention_level="selective",
            grounds="promising",
            indicator=_SQUARE,
            checkins=(
                CheckIn(
                    date(2026, 9, 10),
                    "yellow",
                    (
                        "Gruppen har träffats fyra gånger och planen är klar. Lokalen står fortfarande "
                        "tom, men fasaden är upplyst."
                    ),
                    _COORDINATOR,
                    hours=90,
                ),
            ),
        ),
        Measure(
            cause=2,
            title="Riktad polisnärvaro vid Tallmo torg på eftermiddagar och kvällar",
            goals=(
                "Polisen är på torget minst fyra gånger i veckan under de timmar som lägesbilden pekar "
                "ut, till och med december 2026."
            ),
            first_day=date(2026, 4, 15),
            last_day=date(2026, 12, 31),
            planned_by=_POLICE,
            done_by=_POLICE,
            followed_up_by=_POLICE,
            follow_up=(
                "Besöken räknas varje månad. Händelserna jämförs med hela Södra Solvik, så att en flytt "
                "upptäcks."
            ),
            purpose="crime_prevention",
            prevention_type="situational",
            prevention_level="selective",
            grounds="proven",
            indicator=_SQUARE,
            checkins=(
                CheckIn(
                    date(2026, 6, 11),
                    "green",
                    "Besöken görs som planerat. Det är för tidigt att säga något om händelserna.",
                    _POLICE,
                    hours=120,
                ),
                CheckIn(
                    date(2026, 9, 10),
                    "green",
                    "Besöken fortsätter. Anmälningarna kan tillfälligt bli fler när polisen är där oftare.",
                    _POLICE,
                    hours=160,
                ),
            ),
        ),
        Measure(
            cause=3,
            title="Fritidsgården i Tallmon öppen fem kvällar i veckan",
            goals=(
                "Öppet måndag till fredag från augusti 2026. Minst hälften av besökarna bor i Tallmon, "
                "och lika många flickor som pojkar kommer."
            ),
            first_day=date(2026, 8, 17),
            last_day=None,
            planned_by=_COORDINATOR,
            done_by=_FIELD,
            followed_up_by=_COORDINATOR,
            follow_up="Besök räknas varje vecka. Fältgruppen noterar om färre unga rör sig vid torget.",
            purpose="both",
            prevention_type="social",
            prevention_level="selective",
            grounds="promising",
            indicator=_SQUARE,
            checkins=(
                CheckIn(
                    date(2026, 10, 15),
                    "yellow",
                    (
                        "Öppet fyra kvällar av fem. En tjänst är inte tillsatt. De som kommer är fler än "
                        "i våras."
                    ),
                    _FIELD,
                    hours=340,
                    cost=210_000,
                ),
            ),
        ),
    ),
)

_EKBACKEN = Priority(
    title="Skadegörelse och klotter på Ekbackeskolans skolgård kvällstid",
    goal="Skadegörelse och klotter på skolgården ska minska under läsåret 2026/2027 jämfört med året före.",
    agreed_problem=DAMAGE,
    grounds=(
        Ground("Ingen annan skola i kommunen har så mycket skadegörelse och klotter.", hot_spot="skolgarden"),
        Ground("Kostnaden för glas och sanering går ut över skolans andra behov."),
        Ground(
            "Händelserna sker under bestämda kvällar, och kommunen råder själv över platsen.",
            category="Klotter",
        ),
    ),
    profile=Profile(
        what="Krossade rutor, skadad lekutrustning och klotter på fasader och i cykelställ.",
        where="Skolgårdens baksida, mellan gymnastiksalen och skogsdungen.",
        when="Söndag till torsdag från sextiden till elva på kvällen.",
        who=(
            "Skolan, eleverna och de närmaste grannarna drabbas. De som gör det tros vara unga som bor i "
            "närheten."
        ),
        how=(
            "Grupper samlas under gymnastiksalens tak. Det börjar ofta med bollspel och slutar ibland "
            "med krossade rutor."
        ),
    ),
    causes=(
        Cause(
            1,
            "place",
            "Skolgårdens baksida är skymd, och ingen är på skolan efter klockan sex.",
            (
                Evidence(
                    True,
                    "Händelserna sker efter att den sista personalen har gått hem.",
                    "Polisens händelser",
                ),
                Evidence(True, "Grannarna ser inte baksidan från sina fönster.", "Platsbesök"),
            ),
            True,
            "Belägget är starkt. Människor på plats är den enklaste vägen.",
        ),
        Cause(
            2,
            "target",
            "Gamla rutor går lätt sönder, och klotter får sitta kvar i flera veckor.",
            (
                Evidence(True, "Saneringen har tagit lång tid sedan avtalet byttes.", "Fastighetsenheten"),
                Evidence(False, "Även nymålade väggar klottras ned snabbt.", "Skolans vaktmästare"),
            ),
            True,
            "Snabb sanering minskar skadan även om den inte tar bort orsaken.",
        ),
        Cause(
            3,
            "offender",
            "De som samlas saknar något att göra på vardagskvällar.",
            (
                Evidence(True, "Gymnastiksalen är outnyttjad tre kvällar i veckan.", "Lokalbokningen"),
                Evidence(
                    False,
                    "Flera av dem som har setts på platsen är aktiva i föreningar.",
                    "Fältgruppens iakttagelser",
                ),
            ),
            True,
            "Belägget är delat, men lokalen finns redan och kostnaden är låg.",
        ),
    ),
    measures=(
        Measure(
            cause=1,
            title="Vuxenvandring kring Ekbackeskolan",
            goals=(
                "Vuxna från föräldraföreningen och fältgruppen går söndag till torsdag under vår och "
                "höst 2026, minst tre kvällar i veckan."
            ),
            first_day=date(2026, 4, 20),
            last_day=date(2026, 12, 13),
            planned_by=_COORDINATOR,
            done_by=_FIELD,
            followed_up_by=_COORDINATOR,
            follow_up=(
                "Kvällar räknas varje månad. Skadegörelse och klotter jämförs med resten av Norra Solvik."
            ),
            purpose="both",
            prevention_type="social",
            prevention_level="universal",
            grounds="untested",
            indicator=_SCHOOL,
            checkins=(
                CheckIn(
                    date(2026, 6, 9),
                    "yellow",
                    "Två kvällar i veckan har blivit av. Det är svårt att få föräldrar på söndagar.",
                    _FIELD,
                    hours=60,
                ),
            ),
        ),
        Measure(
            cause=2,
            title="Sanering inom ett dygn och tåligare rutor på Ekbackeskolan",
            goals=(
                "Allt klotter är borta inom ett dygn på vardagar. Rutorna på baksidan är utbytta före "
                "skolstarten i augusti 2026."
            ),
            first_day=date(2026, 5, 1),
            last_day=date(2027, 6, 30),
            planned_by=_COORDINATOR,
            done_by=_DIRECTOR,
            followed_up_by=_COORDINATOR,
            follow_up="Tid från anmälan till sanering mäts. Kostnaden för glas jämförs med läsåret före.",
            purpose="crime_prevention",
            prevention_type="situational",
            prevention_level="universal",
            grounds="evaluated",
            indicator=_SCHOOL,
            checkins=(
                CheckIn(
                    date(2026, 9, 3),
                    "green",
                    "Rutorna är utbytta och saneringen håller tiden.",
                    _COORDINATOR,
                    hours=25,
                    cost=180_000,
                ),
            ),
        ),
        Measure(
            cause=3,
            title="Öppen gymnastiksal i Ekbackeskolan tre vardagskvällar",
            goals="Salen är öppen för spontanidrott med en ledare tre kvällar i veckan från september 2026.",
            first_day=date(2026, 9, 1),
            last_day=date(2027, 6, 10),
            planned_by=_COORDINATOR,
            done_by=_FIELD,
            followed_up_by=_COORDINATOR,
            follow_up="Besök räknas, och ungdomarna tillfrågas efter en termin.",
            purpose="both",
            prevention_type="social",
            prevention_level="selective",
            grounds="promising",
            indicator=_SCHOOL,
            checkins=(
                CheckIn(
                    date(2026, 10, 20),
                    "green",
                    "Salen har varit öppen alla planerade kvällar.",
                    _FIELD,
                    hours=75,
                ),
            ),
        ),
    ),
)

_SOLANGEN = Priority(
    title="Butiksstölder vid Solängens köpcentrum",
    goal=(
        "Butiksstölderna vid köpcentrumet ska minska under 2026, med åtgärder som butikerna själva kan "
        "hålla i."
    ),
    agreed_problem=THEFT,
    grounds=(
        Ground(
            "En stor del av kommunens butiksstölder sker här, och det har varit så i flera år.",
            hot_spot="kopcentrum",
        ),
        Ground("Kameror sattes upp i januari 2025. Någon minskning går inte att se.", category="Butiksstöld"),
        Ground("Butikerna vill samarbeta och har föreslagit ett nätverk."),
    ),
    profile=Profile(
        what="Butiksstölder, och i mindre omfattning stöld ur eller från fordon på parkeringen.",
        where="De större butikerna på bottenvåningen och parkeringens bortre del.",
        when="Måndag till lördag under öppettiderna, mest från lunch till tidig kväll.",
        who="Butikspersonalen och handlarna drabbas. Personalen säger att de ibland blir hotade.",
        how=(
            "Varor som är lätta att sälja vidare tas nära utgången. Stölden upptäcks ofta först vid "
            "inventering."
        ),
    ),
    causes=(
        Cause(
            1,
            "place",
            "Ingen följer kamerorna, så den som stjäl märker ingen skillnad.",
            (
                Evidence(
                    True,
                    "Antalet stölder är i stort sett detsamma före och efter kamerorna.",
                    "Polisens händelser",
                ),
                Evidence(True, "Bilderna ses först i efterhand.", "Köpcentrumets ledning"),
                Evidence(
                    False,
                    "Fler stölder kan ha blivit anmälda tack vare kamerorna.",
                    "Analytikernas bedömning",
                ),
            ),
            True,
            "Vi kan inte säga att kamerorna hjälper. Bevakningen ska omprövas.",
        ),
        Cause(
            2,
            "target",
            "Varor som är lätta att sälja vidare ligger nära utgången och saknar larm.",
            (
                Evidence(
                    True,
                    "Flera butiker har samma placering av de varor som oftast försvinner.",
                    "Genomgång med butikerna",
                ),
            ),
            True,
            "Lätt att påverka, och butikerna gör det själva.",
        ),
        Cause(
            3,
            "offender",
            "En mindre grupp står för en stor del av stölderna.",
            (
                Evidence(
                    True, "Personalen uppger att de känner igen flera av dem.", "Dialog med butikspersonal"
                ),
                Evidence(
                    False,
                    "De anmälda händelserna visar inte vem som gjort det, så det går inte att pröva.",
                    "Analytikernas bedömning",
                ),
            ),
            None,
            "Öppen fråga. Polisen ser över om den kan besvaras utan uppgifter om enskilda i lägesbilden.",
        ),
    ),
    measures=(
        Measure(
            cause=2,
            title="Butiksnätverk i Solängen: varuplacering och gemensamt larm",
            goals=(
                "Alla större butiker är med senast i juni 2026 och har flyttat eller larmat de varor som "
                "oftast försvinner."
            ),
            first_day=date(2026, 4, 20),
            last_day=date(2026, 12, 31),
            planned_by=_POLICE,
            done_by=_COORDINATOR,
            followed_up_by=_COORDINATOR,
            follow_up=(
                "Rundvandring i butikerna varje kvartal. Butiksstölderna jämförs med resten av kommunen."
            ),
            purpose="crime_prevention",
            prevention_type="situational",
            prevention_level="selective",
            grounds="evaluated",
            indicator=_SHOPS,
            checkins=(
                CheckIn(
                    date(2026, 6, 17),
                    "yellow",
                    (
                        "Nätverket är igång och de flesta butikerna är med. Två av de stora har inte "
                        "flyttat sina varor."
                    ),
                    _COORDINATOR,
                    hours=45,
                ),
            ),
        ),
        Measure(
            cause=1,
            title="Ompröva kamerabevakningen vid köpcentrumet",
            goals=(
                "Ett underlag om nytta, kostnad och integritet finns senast i september 2026, så att "
                "styrgruppen kan besluta."
            ),
            first_day=date(2026, 5, 1),
            last_day=date(2026, 9, 30),
            planned_by=_COORDINATOR,
            done_by=_ANALYST,
            followed_up_by=_COORDINATOR,
            follow_up="Underlaget lämnas till styrgruppen, som beslutar om kamerorna ska vara kvar.",
            purpose="crime_prevention",
            prevention_type="situational",
            prevention_level="universal",
            grounds="untested",
            indicator=_SHOPS,
            checkins=(
                CheckIn(
                    date(2026, 9, 24),
                    "green",
                    "Underlaget är klart. Någon effekt på stölderna kan inte visas.",
                    _COORDINATOR,
                    hours=50,
                ),
            ),
        ),
    ),
)

CITY_TURN = Turn(
    area_code="S",
    rhythm="two_yearly",
    first_day=date(2024, 1, 1),
    last_day=date(2025, 12, 31),
    cell_size=250,
    picture=Picture(
        extent=(
            "Sett till hela kommunen förändras antalet anmälda händelser långsamt. I Södra Solvik har de "
            "blivit fler, och ökningen finns till stor del vid Tallmo torg, som har vuxit fram som ny "
            "plats sedan 2024. Vissa brott följer årstiderna: cykelstölder är vanligast på sommaren och "
            "bostadsinbrott under den mörka delen av året.\n\n"
            "Händelserna samlas till några få platser. Vid Stationstorget har våld och skadegörelse "
            "minskat under 2025, då belysning och riktad patrull var på plats."
        ),
        consequences=(
            "Vid Tallmo torg undviker boende hållplatsen på kvällen. Ekbackeskolan har återkommande "
            "kostnader för glas och sanering. Butikspersonal i Solängen berättar om hot i samband med "
            "stölder. Konsekvenserna är störst för den som inte kan välja en annan väg, en annan skola "
            "eller en annan arbetsplats."
        ),
        other=(
            "Trygghetsmätningen 2025 visar att de som bor i Solvik Centrum är mindre trygga ute sent på "
            "kvällen än de som bor i Norra Solvik. I Centrum är andelen trygga högre än 2023, men "
            "skillnaden är inte så stor att slumpen kan uteslutas. För de andra stadsområdena går det "
            "inte att säga att något har förändrats.\n\n"
            "Livsmedelsbutiken vid Tallmo torg har stängt. Nya bostäder planeras i Bruket och kan ge "
            "fler människor i rörelse kring stationen."
        ),
        analysis=(
            "Vid Stationstorget minskade våldet och skadegörelsen medan resten av kommunen låg ungefär "
            "stilla. Minskningen sammanfaller med åtgärderna i Solvik Centrum. Vid Solängens köpcentrum "
            "sattes kameror upp vid samma tid utan att stölderna blev färre.\n\n"
            "Tallmo torg är viktigast just nu. Flera slags brott har ökat samtidigt, även sådana som "
            "inte beror på hur polisen arbetar. Skolgården i Ekbacken och köpcentrumet är gamla problem "
            "på kända platser, där kommunen och butikerna kan göra mycket själva."
        ),
        remarks=(
            "Boende i Tallmon säger att torget förändrades när livsmedelsbutiken stängde.",
            "Skolans vaktmästare bedömer att skadorna oftast upptäcks på måndag till fredag morgon.",
        ),
        adopted_by=STEERING_GROUP,
        adopted_on=date(2026, 3, 12),
        registry_number="KS 2026:57",
    ),
    priorities=(_TALLMO, _EKBACKEN, _SOLANGEN),
    plan=Plan("Kommunstyrelsen", date(2026, 4, 13), "KS 2026:81"),
    feedback=(
        FeedbackItem(
            receiver="Boende i Tallmon",
            channel="Öppet möte på biblioteket",
            message=(
                "Ni sa att ingen längre äger torget. Nu finns en platssamverkan, polisen är där oftare och "
                "fritidsgården har längre öppet. Vi berättar våren 2027 om det har hjälpt."
            ),
            due=date(2026, 10, 31),
            responsible=_COORDINATOR,
            sent_on=date(2026, 10, 22),
            measure="Platssamverkan Tallmo torg",
        ),
        FeedbackItem(
            receiver="Föräldrar och elever i Ekbackeskolan",
            channel="Skolans veckobrev",
            message=(
                "Rutorna är utbytta och klottret tas bort inom ett dygn. Gymnastiksalen är öppen tre "
                "kvällar. Vi söker fler vuxna till söndagarna."
            ),
            due=date(2026, 10, 1),
            responsible=_COORDINATOR,
            sent_on=date(2026, 9, 25),
            measure="Sanering inom ett dygn och tåligare rutor på Ekbackeskolan",
        ),
        FeedbackItem(
            receiver="Butikerna i Solängens köpcentrum",
            channel="Nätverksmöte",
            message=(
                "Kamerorna har inte gett färre stölder. Det som ni kan göra med varuplacering och larm "
                "har bättre stöd."
            ),
            due=date(2026, 11, 15),
            responsible=_POLICE,
            measure="Butiksnätverk i Solängen: varuplacering och gemensamt larm",
        ),
        FeedbackItem(
            receiver="Kommunfullmäktige",
            channel="Skriftlig rapport (13 §)",
            message="Så ser läget ut, det här har vi gjort och det här vet vi om nyttan.",
            due=date(2026, 12, 14),
            responsible=_DIRECTOR,
        ),
    ),
    lessons=(
        "En ny plats går att se tidigt om vi tittar på förändring och inte bara på antal.",
        "En åtgärd utan orsaksanalys, som kamerorna, är svår att lära av. Orsaken ska skrivas ned först.",
        "Bestäm jämförelsen före start: samma brott, samma månader och resten av kommunen.",
    ),
)
