"""Two people write in the same text at the same time: the second is told, and nothing is lost."""

import pytest

from tests.journeys import acts
from tests.journeys.browsing import People

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.requirement("PIC-7")
def test_the_second_who_saves_is_told_and_loses_nothing(people: People) -> None:
    saga, kim, palle = people("saga"), people("kim"), people("palle")
    # Given a draft that two people have open at once
    acts.put_up_source(palle)
    acts.hand_in(palle)
    palle.press("Godta")
    round = acts.start_round(saga, "Solvik")
    acts.count_picture(saga, round)
    for each in (saga, kim):
        each.visit(f"{round}lagesbild/text/analysis/")
    palle.visit(f"{round}lagesbild/")

    # When both save
    saga.write(text="Köerna är långa när krogarna stänger.").press("Spara").sees("Texten är sparad.")

    # Then one who only looks at the page is shown so, without asking for it
    palle.page.locator("#skrivet", has_text="Analys: Skriven Saga").wait_for(timeout=8_000)
    palle.sees("Här står nu det som någon annan nyss har gjort.")

    # And keeps what is shown when the page can no longer be asked for
    palle.page.context.clear_cookies()
    palle.page.get_by_text("Ladda om sidan för att se vad som gäller.").wait_for(timeout=8_000)
    palle.sees("Analys: Skriven Saga")

    # When the second saves too
    kim.write(text="Belysningen är trasig under spåren.").press("Spara")

    # Then the second sees what is saved now beside what they wrote themselves
    kim.sees("Något behöver rättas", "Så här är det sparat nu:", "Köerna är långa när krogarna stänger.")
    assert kim.page.locator("main [name=text]").input_value() == "Belysningen är trasig under spåren."

    # And the first one's words stand until somebody has put the two together
    saga.visit(f"{round}lagesbild/").sees("Köerna är långa när krogarna stänger.")
    saga.sees_not("Belysningen är trasig under spåren.")
    kim.follow("Avbryt").follow("Skriv Analys")
    both = "Köerna är långa när krogarna stänger. Belysningen är trasig under spåren."
    kim.write(text=both).press("Spara").sees("Texten är sparad.", both)
