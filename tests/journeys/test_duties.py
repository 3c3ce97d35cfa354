"""From a blueprint to duties that are kept: forums set up, something noted, and a day asked about."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.journeys.browsing import People

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.requirement("DUT-2", "AGR-6", "USE-1")
def test_a_duty_from_its_clause_to_done(people: People) -> None:
    # Given a coordinator who has started from another city's agreement
    saga, pia = people("saga"), people("pia")
    saga.visit("/solvik/overenskommelser/mallar/").follow("Börja härifrån med Trygg i Mölndal")
    saga.write(place="Solvik").press("Starta ur mallen").sees("startad ur mallen")

    saga.visit("/solvik/skyldigheter/").sees("Utkast räknas inte ännu").follow(
        "Lokal samverkansöverenskommelse"
    )
    saga.follow("För in ett steg").write(kind="signed", on="2026-01-20").press("Spara").sees(
        "Steget är infört."
    )

    # When the forums that it names are set up, and the yearly follow-up is noted
    saga.visit("/solvik/ram/").follow("Inrätta dem").check().press("Inrätta").sees("Forumen är inrättade")
    saga.visit("/solvik/skyldigheter/?lage=alla").sees("Kan inte avgöras")
    saga.follow("Åtgärdsplanen följs upp övergripande varje år").check()
    saga.sees("Övergripande uppföljning av åtgärdsplanen sker på årsbasis.", "rad 121")
    duty = saga.path
    saga.follow("Anteckna att det är gjort").write(on="i våras").press("Spara").sees("är inget datum")
    day = date.today() - timedelta(days=1)  # noqa: DTZ011  # the day of the server that the journey runs against
    saga.write(on=day.isoformat(), reference="Dnr 12").press("Spara").sees(
        "Det är antecknat.", "Gjort", "Dnr 12"
    )

    # Then everybody sees it, and how it stood before
    pia.visit(duty).sees("Gjort").sees_not("Anteckna att det är gjort")
    pia.visit(f"{duty}?dag=2025-02-01").sees("Så här stod det den 1 februari 2025").sees_not("Dnr 12")
    saga.visit("/solvik/skyldigheter/fakta/").sees("Dnr 12").follow("Ta tillbaka")
    saga.write(reason="Fel år").press("Spara").sees("tillbakatagen")
    pia.visit(duty).sees_not("Dnr 12")
