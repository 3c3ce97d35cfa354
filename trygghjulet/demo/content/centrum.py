"""The local turn of Solvik Centrum: the station square, the harbour promenade and the park."""

from __future__ import annotations

from datetime import date

from trygghjulet.demo.content.agreement import DAMAGE, DRUGS, LOCAL_STEERING_GROUP, PUBLIC_PLACES
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

_DEVELOPER = "Utvecklingsledare, Solvik Centrum"
_AREA_OFFICER = "Områdespolis, Solvik Centrum"
_CITY_ENVIRONMENT = "Chef för stadsmiljöenheten"
_PATROL = "Gruppchef, ingripande verksamhet"
_FIELD = "Fältsekreterare"
_COORDINATOR = "Brottsförebyggande samordnare"

_SQUARE = Indicator(
    "Misshandel utomhus och skadegörelse vid Stationstorget",
    ("Misshandel utomhus", "Skadegörelse"),
    "stationstorget",
)
_PROMENADE = Indicator("Ordningsstörningar vid Hamnpromenaden", ("Ordningsstörning",), "hamnpromenaden")
_LITTER = Indicator("Felanmälningar om nedskräpning vid Hamnpromenaden", ("Nedskräpning",), "hamnpromenaden")
_PARK = Indicator(
    "Narkotikabrott och personrån i Rosenlundsparken", ("Narkotikabrott", "Personrån"), "rosenlundsparken"
)

_STATION_SQUARE = Priority(
    title="Våld och skadegörelse vid Stationstorget på helgnätter",
    goal=(
        "Misshandel utomhus och skadegörelse vid Stationstorget ska minska tydligt under 2025 jämfört "
        "med 2024."
    ),
    agreed_problem=PUBLIC_PLACES,
    grounds=(
        Ground(
            (
                "Ingen annan plats i stadsområdet har så mycket våld på så liten yta, och det återkommer "
                "år efter år."
            ),
            hot_spot="stationstorget",
        ),
        Ground(
            "Våldet skadar människor och märks av många som reser, arbetar och går ut.",
            category="Misshandel utomhus",
        ),
        Ground(
            "Platsen är avgränsad och tiderna är kända. Kommunen, polisen och krögarna kan påverka "
            "den tillsammans."
        ),
    ),
    profile=Profile(
        what="Misshandel utomhus och skadegörelse. Där förekommer också ordningsstörningar och personrån.",
        where="Själva torget, taxizonen och gången under spåren. Gatorna runt omkring är betydligt lugnare.",
        when="Främst natt mot lördag och natt mot söndag, från åttatiden på kvällen till efter stängning.",
        who=(
            "De som drabbas är oftast själva ute på krogen eller på väg hem. De flesta inblandade är "
            "berusade. Personal i kiosken och taxiförare berättar att de känner sig utsatta."
        ),
        how=(
            "Bråk uppstår i kön till taxi och bussar när flera krogar stänger samtidigt. Skadegörelsen "
            "drabbar väderskydd, cyklar och kioskens fönster."
        ),
    ),
    causes=(
        Cause(
            1,
            "place",
            "Torget är mörkt och svårt att överblicka. Den som vill bråka eller slå sönder något syns inte.",
            (
                Evidence(
                    True, "Felanmälningar om trasig belysning samlas vid torget.", "Kommunens felanmälningar"
                ),
                Evidence(
                    True,
                    "Deltagarna pekade ut gången under spåren som den otryggaste platsen.",
                    "Trygghetsvandring, september 2024",
                ),
                Evidence(
                    False, "En del av våldet sker i taxizonen, som är väl upplyst.", "Dialog med taxiförare"
                ),
            ),
            True,
            "Belägget är gott och kommunen råder själv över ljuset. Vi arbetar med orsaken.",
        ),
        Cause(
            2,
            "place",
            "När krogarna stänger är många på torget samtidigt, och ingen vuxen eller vakt har ansvar där.",
            (
                Evidence(
                    True, "Händelserna samlas till några få timmar på helgnätterna.", "Polisens händelser"
                ),
                Evidence(
                    True,
                    "Patrullerna har oftast varit på andra platser när det har börjat.",
                    "Medarbetardialog, polisen",
                ),
            ),
            True,
            "Synlig närvaro på rätt plats och rätt tid är den åtgärd som det finns bäst kunskap om.",
        ),
        Cause(
            3,
            "offender",
            "Gästerna serveras fast de är kraftigt berusade, och bråken följer med ut på torget.",
            (
                Evidence(
                    True,
                    "Tillsynen har noterat överservering på flera ställen.",
                    "Tillståndsenhetens tillsyn",
                ),
                Evidence(
                    False,
                    "En del av dem som bråkar kommer från fester i hemmet och inte från krogen.",
                    "Medarbetardialog, fältgruppen",
                ),
            ),
            True,
            "Orsaken förklarar en del. Krögarna vill vara med.",
        ),
    ),
    measures=(
        Measure(
            cause=1,
            title="Ny belysning på Stationstorget och i gången under spåren",
            goals=(
                "All belysning på torget och i gången är utbytt senast den 1 januari 2025. Trasiga "
                "lampor byts inom fem arbetsdagar. Våld och skadegörelse på platsen minskar under 2025."
            ),
            first_day=date(2025, 1, 1),
            last_day=None,
            planned_by=_CITY_ENVIRONMENT,
            done_by=_CITY_ENVIRONMENT,
            followed_up_by=_DEVELOPER,
            follow_up=(
                "Rond med ljusmätning varje kvartal. Anmälda händelser på platsen jämförs med året före "
                "och med resten av kommunen."
            ),
            purpose="both",
            prevention_type="situational",
            prevention_level="selective",
            grounds="evaluated",
            indicator=_SQUARE,
            checkins=(
                CheckIn(
                    date(2025, 4, 10),
                    "green",
                    "Belysningen var klar i tid. Alla lampor lyser vid årets första rond.",
                    _DEVELOPER,
                    hours=40,
                ),
                CheckIn(
                    date(2025, 10, 9),
                    "green",
                    (
                        "Ljuset fungerar. De som arbetar på torget säger att det är lättare att se vad "
                        "som händer."
                    ),
                    _DEVELOPER,
                    hours=12,
                ),
            ),
        ),
        Measure(
            cause=2,
            title="Riktad patrull till fots på Stationstorget på helgnätter",
            goals=(
                "Polisen är synlig på torget varje natt mot lördag och söndag under de timmar som "
                "lägesbilden pekar ut. Minst nio av tio planerade pass genomförs."
            ),
            first_day=date(2025, 1, 1),
            last_day=date(2025, 12, 31),
            planned_by=_AREA_OFFICER,
            done_by=_PATROL,
            followed_up_by=_AREA_OFFICER,
            follow_up=(
                "Genomförda pass räknas varje månad. Händelserna på torget följs tillsammans med "
                "åtgärden om belysning."
            ),
            purpose="crime_prevention",
            prevention_type="situational",
            prevention_level="selective",
            grounds="proven",
            indicator=_SQUARE,
            checkins=(
                CheckIn(
                    date(2025, 6, 12),
                    "yellow",
                    (
                        "De flesta passen blev av. Under två helger i maj behövdes patrullen på annat "
                        "håll i länet."
                    ),
                    _AREA_OFFICER,
                    hours=310,
                ),
                CheckIn(
                    date(2025, 12, 11),
                    "green",
                    "Passen har genomförts som planerat sedan midsommar. Det är färre misshandlar och mindre "
                    "skadegörelse på torget än året före. I resten av kommunen syns inte samma minskning.",
                    _AREA_OFFICER,
                    hours=640,
                ),
            ),
        ),
        Measure(
            cause=3,
            title="Ansvarsfull alkoholservering med krogarna kring Stationstorget",
            goals=(
                "Personal från alla krogar vid torget har gått utbildningen före juni 2025, och krogarna "
                "stänger inte längre på samma klockslag."
            ),
            first_day=date(2025, 2, 1),
            last_day=date(2025, 12, 31),
            planned_by=_DEVELOPER,
            done_by=_DEVELOPER,
            followed_up_by=_DEVELOPER,
            follow_up=(
                "Närvaro vid utbildningen och överenskomna stängningstider stäms av med krögarna varje "
                "kvartal."
            ),
            purpose="crime_prevention",
            prevention_type="situational",
            prevention_level="selective",
            grounds="evaluated",
            indicator=_SQUARE,
            checkins=(
                CheckIn(
                    date(2025, 6, 5),
                    "yellow",
                    (
                        "Utbildningen är genomförd, men krögarna har inte kommit överens om olika "
                        "stängningstider."
                    ),
                    _DEVELOPER,
                    hours=60,
                    cost=45_000,
                ),
            ),
        ),
    ),
)

_HARBOUR = Priority(
    title="Ordningsstörningar och nedskräpning vid Hamnpromenaden",
    goal=(
        "Hamnpromenaden ska vara ren och trevlig hela kvällen, och ordningsstörningarna ska minska "
        "sommaren 2025."
    ),
    agreed_problem=DAMAGE,
    grounds=(
        Ground(
            "Ordningsstörningarna samlas här, och platsen sticker ut tydligt från resten av Hamnen.",
            hot_spot="hamnpromenaden",
        ),
        Ground("Många invånare hör av sig om skräp och glas på promenaden.", category="Nedskräpning"),
        Ground("Promenaden är stadens gemensamma uterum. När den blir otrygg drabbas många."),
    ),
    profile=Profile(
        what="Ordningsstörningar, klotter och nedskräpning. I mindre utsträckning misshandel utomhus.",
        where="Gräset och trapporna mellan båtbryggorna och glasskiosken.",
        when="Torsdag till söndag från sextiden på kvällen till midnatt, mest på sommaren.",
        who="Blandade grupper, många unga vuxna. Boende längs kajen och besökare störs.",
        how=(
            "Människor samlas med egen alkohol och musik. Papperskorgarna blir fulla tidigt, och skräpet "
            "lockar mer skräp."
        ),
    ),
    causes=(
        Cause(
            1,
            "place",
            "Papperskorgarna töms på vardagsmorgnar, men skräpet kommer på helgkvällar.",
            (
                Evidence(
                    True, "Felanmälningar om nedskräpning samlas vid promenaden.", "Kommunens felanmälningar"
                ),
                Evidence(True, "Tömningen följer samma schema året om.", "Stadsmiljöenhetens körlistor"),
            ),
            True,
            "Lätt att påverka och kostar lite.",
        ),
        Cause(
            2,
            "offender",
            "Unga vuxna har få andra ställen att samlas på utan att det kostar.",
            (
                Evidence(
                    True,
                    "Ungdomsrådet lyfter bristen på öppna mötesplatser i centrum.",
                    "Medborgardialog, våren 2024",
                ),
                Evidence(
                    False,
                    "Samlingarna är lika stora när ungdomens hus har öppet.",
                    "Fältgruppens iakttagelser",
                ),
            ),
            True,
            "Belägget är delat. Vi prövar i liten skala och följer upp noga.",
        ),
        Cause(
            3,
            "target",
            "Boende vet inte vart de ska vända sig och hör av sig först när det har gått långt.",
            (
                Evidence(
                    True,
                    "Boende uppger att de ringer olika nummer eller låter bli.",
                    "Dialog med bostadsrättsföreningar",
                ),
            ),
            False,
            "Stämmer delvis, men förklarar inte varför störningarna uppstår. Vi går inte vidare nu.",
        ),
    ),
    measures=(
        Measure(
            cause=1,
            title="Kvällstömning och fler papperskorgar på Hamnpromenaden",
            goals=(
                "Papperskorgarna töms varje kväll torsdag till söndag från april till september 2025, "
                "och inga kärl är överfulla vid kontroll."
            ),
            first_day=date(2025, 4, 1),
            last_day=date(2025, 9, 30),
            planned_by=_CITY_ENVIRONMENT,
            done_by=_CITY_ENVIRONMENT,
            followed_up_by=_DEVELOPER,
            follow_up=(
                "Kontroll en kväll i veckan. Felanmälningar om nedskräpning jämförs med samma månader "
                "året före."
            ),
            purpose="perceived_safety",
            prevention_type="situational",
            prevention_level="universal",
            grounds="promising",
            indicator=_LITTER,
            checkins=(
                CheckIn(
                    date(2025, 10, 2),
                    "green",
                    "Tömningen har gjorts som planerat. Felanmälningarna har ändå inte tydligt minskat. "
                    "Vi behöver ta reda på om fler anmäler eller om skräpet är lika mycket.",
                    _DEVELOPER,
                    hours=180,
                    cost=120_000,
                ),
            ),
        ),
        Measure(
            cause=2,
            title="Sommarkvällar på kajen: fältgruppen och föreningar på plats",
            goals=(
                "Fältgruppen och minst två föreningar är på plats torsdag till lördag under juni, juli "
                "och augusti 2025."
            ),
            first_day=date(2025, 6, 9),
            last_day=date(2025, 8, 31),
            planned_by=_DEVELOPER,
            done_by=_FIELD,
            followed_up_by=_DEVELOPER,
            follow_up="Antal kvällar och besökare noteras. Ordningsstörningarna jämförs med sommaren före.",
            purpose="both",
            prevention_type="social",
            prevention_level="selective",
            grounds="promising",
            indicator=_PROMENADE,
            checkins=(
                CheckIn(
                    date(2025, 9, 11),
                    "yellow",
                    "Fältgruppen har varit på plats, men föreningarna orkade inte hela sommaren. "
                    "Kontakten med dem som samlas har blivit bättre. Någon säker minskning av "
                    "störningarna syns inte.",
                    _FIELD,
                    hours=260,
                    cost=85_000,
                ),
            ),
        ),
    ),
)

_PARK_PRIORITY = Priority(
    title="Narkotika i Rosenlundsparken på eftermiddagar och kvällar",
    goal="Barn och vuxna ska kunna gå genom Rosenlundsparken utan att möta öppen narkotikahandel.",
    agreed_problem=DRUGS,
    grounds=(
        Ground(
            "Narkotikabrotten samlas i parken, och även personrånen är fler än man kan vänta sig.",
            hot_spot="rosenlundsparken",
        ),
        Ground("Skolvägen till två skolor går genom parken."),
        Ground(
            "Antalet narkotikabrott beror delvis på hur mycket polisen söker. Dialogerna ger samma bild.",
            category="Narkotikabrott",
        ),
    ),
    profile=Profile(
        what="Narkotikabrott, mest innehav och mindre försäljning, och enstaka personrån.",
        where="Kring den gamla musikpaviljongen och de täta buskarna mot gångvägen.",
        when="Alla dagar, från skoldagens slut till omkring tio på kvällen.",
        who="Köpare och säljare i blandade åldrar. Yngre tonåringar passerar och blir ibland kontaktade.",
        how="Överlämningen sker snabbt bakom buskarna. Den som står på gångvägen ser den inte.",
    ),
    causes=(
        Cause(
            1,
            "place",
            "Täta buskar och paviljongens baksida ger insynsskydd nära flera utgångar.",
            (
                Evidence(
                    True,
                    "Fynden av förpackningar ligger samlade bakom paviljongen.",
                    "Parkarbetarnas iakttagelser",
                ),
                Evidence(
                    True,
                    "Sikten från gångvägen är bruten på flera ställen.",
                    "Trygghetsvandring, september 2024",
                ),
            ),
            True,
            (
                "Gallring och flyttade bänkar är enkelt att göra. Risken är att handeln flyttar, så det "
                "ska följas."
            ),
        ),
        Cause(
            2,
            "target",
            "Yngre tonåringar är ensamma i parken på eftermiddagen och är lätta att närma sig.",
            (
                Evidence(
                    True, "Elever berättar att de blir tillfrågade på väg hem.", "Elevhälsan, samlad bild"
                ),
                Evidence(False, "Få under arton förekommer i de anmälda brotten.", "Polisens händelser"),
            ),
            True,
            "Vi väljer att agera tidigt, även om siffrorna är osäkra.",
        ),
    ),
    measures=(
        Measure(
            cause=1,
            title="Gallra buskar och flytta bänkar i Rosenlundsparken",
            goals="Fri sikt från gångvägen till paviljongen senast den 31 maj 2025.",
            first_day=date(2025, 3, 1),
            last_day=date(2025, 5, 31),
            planned_by=_CITY_ENVIRONMENT,
            done_by=_CITY_ENVIRONMENT,
            followed_up_by=_DEVELOPER,
            follow_up=(
                "Kontroll på plats i juni. Händelser i och runt parken följs, så att en flytt upptäcks."
            ),
            purpose="both",
            prevention_type="situational",
            prevention_level="universal",
            grounds="promising",
            indicator=_PARK,
            checkins=(
                CheckIn(
                    date(2025, 6, 12),
                    "red",
                    "Arbetet är inte påbörjat. Träden fick inte röras under häckningen, och "
                    "entreprenören har lämnat uppdraget. Ny tid är vintern 2026.",
                    _DEVELOPER,
                    hours=15,
                ),
            ),
        ),
        Measure(
            cause=2,
            title="Tidiga samtal: elevhälsa, socialtjänst och polis delar en väg in",
            goals=(
                "Varje skola vid parken har en känd kontakt hos socialtjänst och polis. Oro för en elev "
                "leder till samtal inom en vecka."
            ),
            first_day=date(2025, 1, 13),
            last_day=date(2025, 12, 31),
            planned_by=_COORDINATOR,
            done_by=_FIELD,
            followed_up_by=_DEVELOPER,
            follow_up=(
                "Antal samtal och tid till första samtal räknas varje termin. Inga uppgifter om enskilda "
                "lämnas vidare."
            ),
            purpose="crime_prevention",
            prevention_type="social",
            prevention_level="indicated",
            grounds="promising",
            indicator=None,
            checkins=(
                CheckIn(
                    date(2025, 6, 16),
                    "green",
                    "Kontakterna är på plats vid båda skolorna, och samtalen hålls inom en vecka.",
                    _FIELD,
                    hours=150,
                ),
                CheckIn(
                    date(2025, 12, 15),
                    "green",
                    (
                        "Arbetssättet fungerar och blir ordinarie. Skolorna säger att det är lättare att "
                        "höra av sig tidigt."
                    ),
                    _FIELD,
                    hours=140,
                ),
            ),
        ),
        Measure(
            cause=1,
            title="Trygghetsvandringar på Stationstorget, Hamnpromenaden och i Rosenlundsparken",
            goals=(
                "En vandring på varje plats under våren och en under hösten 2025. Allt som pekas ut får "
                "ett svar inom en månad."
            ),
            first_day=date(2025, 4, 1),
            last_day=date(2025, 11, 30),
            planned_by=_DEVELOPER,
            done_by=_DEVELOPER,
            followed_up_by=_DEVELOPER,
            follow_up="Punkterna från vandringen prickas av i beredningsgruppen.",
            purpose="perceived_safety",
            prevention_type="situational",
            prevention_level="universal",
            grounds="untested",
            indicator=None,
            checkins=(
                CheckIn(
                    date(2025, 11, 27),
                    "yellow",
                    (
                        "Alla vandringar är gjorda utom höstens i parken. De flesta punkterna har fått "
                        "svar i tid."
                    ),
                    _DEVELOPER,
                    hours=70,
                ),
            ),
        ),
    ),
)

CENTRUM_TURN = Turn(
    area_code="S2",
    rhythm="yearly",
    first_day=date(2023, 10, 1),
    last_day=date(2024, 9, 30),
    cell_size=100,
    picture=Picture(
        extent=(
            "Solvik Centrum har fler anmälda händelser per invånare än de andra stadsområdena. Det beror "
            "till stor del på att många från hela kommunen arbetar, handlar, reser och går ut här. "
            "Händelserna är inte jämnt fördelade: tre platser, Stationstorget, Hamnpromenaden och "
            "Rosenlundsparken, sticker ut.\n\n"
            "Siffrorna gäller anmälda händelser. Allt anmäls inte, och antalet narkotikabrott beror "
            "mycket på hur polisen arbetar."
        ),
        consequences=(
            "Våldet vid Stationstorget leder till skador och till att människor väljer andra vägar hem. "
            "Personalen i kiosken och taxiförarna säger att arbetsmiljön har blivit sämre. Vid "
            "Hamnpromenaden störs boende under sommaren, och kommunen lägger mycket tid på städning. I "
            "Rosenlund oroar sig föräldrar för skolvägen genom parken."
        ),
        other=(
            "I trygghetsmätningen 2023 är andelen som känner sig trygga ute sent på kvällen lägre i "
            "Solvik Centrum än i de andra stadsområdena. Trygghetsvandringen i september 2024 pekade ut "
            "mörka partier vid Stationstorget och dålig sikt i Rosenlundsparken. Felanmälningar om "
            "belysning samlas vid torget, och felanmälningar om nedskräpning vid Hamnpromenaden.\n\n"
            "Under våren har fältgruppen, tillståndsenheten, elevhälsan och parkarbetarna lämnat sina "
            "iakttagelser i medarbetardialoger."
        ),
        analysis=(
            "De tre platserna har olika problem och kräver olika svar. Vid Stationstorget möts mörker, "
            "berusning och många människor samtidigt under några få timmar. Vid Hamnpromenaden handlar "
            "det om skötsel och om var unga vuxna kan vara. I Rosenlundsparken ger buskar och byggnader "
            "skydd åt handel.\n\n"
            "Stationstorget väger tyngst: våldet skadar människor, platsen är liten och tiderna är "
            "kända. Där är också möjligheten att påverka störst."
        ),
        remarks=(
            "Kioskens personal berättar att de stänger tidigare på helgerna för att slippa bråken.",
            "Föräldrar i Rosenlund har börjat möta sina barn vid parken på eftermiddagarna.",
        ),
        adopted_by=LOCAL_STEERING_GROUP,
        adopted_on=date(2024, 11, 14),
        registry_number="KS 2024:188",
    ),
    priorities=(_STATION_SQUARE, _HARBOUR, _PARK_PRIORITY),
    plan=Plan("Lokal styrgrupp Centrum", date(2024, 12, 5), "KS 2024:201"),
    feedback=(
        FeedbackItem(
            receiver="Krögare, taxi och kiosk vid Stationstorget",
            channel="Möte på plats",
            message=(
                "Ni berättade om mörkret och om köerna. Belysningen är utbytt och polisen har gått till "
                "fots på helgnätterna. Våldet och skadegörelsen på torget har minskat. Vi fortsätter "
                "2026."
            ),
            due=date(2026, 1, 31),
            responsible=_DEVELOPER,
            sent_on=date(2026, 1, 22),
            measure="Ny belysning på Stationstorget och i gången under spåren",
        ),
        FeedbackItem(
            receiver="Deltagare i trygghetsvandringarna",
            channel="Brev och kommunens webbplats",
            message=(
                "Här är punkterna ni tog upp, vad som är gjort och vad som återstår. Sikten i "
                "Rosenlundsparken är inte åtgärdad."
            ),
            due=date(2025, 12, 15),
            responsible=_DEVELOPER,
            sent_on=date(2025, 12, 12),
            measure="Trygghetsvandringar på Stationstorget, Hamnpromenaden och i Rosenlundsparken",
        ),
        FeedbackItem(
            receiver="Boende längs Hamnpromenaden",
            channel="Anslag i trapphus",
            message=(
                "Vi tömmer nu papperskorgarna på kvällen under sommaren. Störningarna är kvar, och vi "
                "vill höra vad ni ser."
            ),
            due=date(2025, 11, 1),
            responsible=_DEVELOPER,
            sent_on=date(2025, 10, 28),
            measure="Kvällstömning och fler papperskorgar på Hamnpromenaden",
        ),
        FeedbackItem(
            receiver="Styrgrupp Trygg i Solvik",
            channel="Föredragning",
            message=(
                "Stationstorget: gjort som planerat och färre händelser. Rosenlundsparken: gallringen är "
                "försenad och behöver en ny beställning."
            ),
            due=date(2026, 2, 15),
            responsible=_COORDINATOR,
        ),
    ),
    lessons=(
        "Ljus och närvaro samtidigt, på rätt plats och rätt timmar, följdes av färre händelser. Vi vet "
        "inte hur mycket var och en av åtgärderna betydde.",
        "Åtgärder som rör träd och buskar måste beställas på hösten, före häckningen.",
        "Ta reda på utgångsläget före start. För nedskräpningen går det inte att säga om åtgärden hjälpte.",
    ),
)
