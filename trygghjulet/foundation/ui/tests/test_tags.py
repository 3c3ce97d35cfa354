"""Forms, filters, callouts and documents in templates."""

from __future__ import annotations

from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import Context, Template
from hypothesis import given, strategies as st

from trygghjulet.documents.tree import Document, Paragraph, Section
from trygghjulet.foundation.ui.forms import SampleForm


def shown(template: str, **context: object) -> str:
    return Template(template).render(Context(context))


class Ids(HTMLParser):
    """Collects the tags, what is named, what is pointed at, and what labels belong to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.described: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(f"{tag} {' '.join(name for name, _ in attrs)}")
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if given.get("href", "").startswith("#"):
            self.targets.append(given["href"][1:])
        if tag == "label":
            self.targets.append(given["for"])
        self.described += given.get("aria-describedby", "").split()


@pytest.mark.requirement("USE-1")
@pytest.mark.parametrize("form", [SampleForm(), SampleForm({}), SampleForm({"day": "2025-02-30"})])
def test_every_label_hint_error_and_line_of_the_summary_belongs_to_something(form: SampleForm) -> None:
    page = Ids(shown("{% ui_form form %}", form=form))
    assert len(page.ids) == len(set(page.ids))
    assert set(page.targets) <= set(page.ids)
    assert set(page.described) <= set(page.ids)


def test_errors_say_what_to_do_in_the_summary_and_at_the_field() -> None:
    page = shown("{% ui_form form %}", form=SampleForm({}))
    assert '<div class="error-summary" role="alert" tabindex="-1" autofocus>' in page
    assert '<a href="#id_purpose_0">Syfte: Välj ett av alternativen.</a>' in page
    assert page.count("Ange ett datum.") == 2
    assert page.count("Välj i listan.") == 2
    assert "Kryssa i rutan för att gå vidare." in page
    assert 'aria-describedby="id_title_helptext id_title_error"' in page


def test_a_field_with_its_own_words_for_a_missing_value_keeps_them() -> None:
    class Own(forms.Form):
        name = forms.CharField(error_messages={"required": "Ge underlaget ett namn."})

    assert shown("{% ui_form form %}", form=Own({})).count("Ge underlaget ett namn.") == 2


def test_an_error_of_the_whole_form_or_a_hidden_field_is_not_lost() -> None:
    class Whole(forms.Form):
        seen = forms.IntegerField(widget=forms.HiddenInput)

        def clean(self) -> None:
            raise forms.ValidationError("Någon annan har ändrat texten under tiden.")

    page = shown("{% ui_form form %}", form=Whole({"seen": "x"}))
    assert "<li>Någon annan har ändrat texten under tiden.</li>" in page
    assert "<li>Fyll i ett heltal.</li>" in page


def test_only_what_may_be_left_out_is_marked() -> None:
    page = shown("{% ui_form form %}", form=SampleForm())
    assert 'Mål <span class="optional">(valfritt)</span>' in page
    assert "Problemområde</label>" in page
    assert "*" not in page


def test_dates_are_typed_in_the_browsers_own_way_and_shown_again_as_they_were() -> None:
    page = shown("{% ui_form form %}", form=SampleForm(initial={"day": date(2025, 4, 3)}))
    assert '<input type="date" name="day" value="2025-04-03"' in page


def test_a_form_with_a_file_is_sent_as_one() -> None:
    assert 'enctype="multipart/form-data"' in shown("{% ui_form form %}", form=SampleForm())


def test_buttons_address_and_token_are_in_place() -> None:
    page = shown(
        '{% ui_form form submit="Anta" cancel_url="/tillbaka/" action="/hit/" %}',
        form=SampleForm(),
        csrf_token="a" * 9,
    )
    assert '<button class="button" type="submit">Anta</button>' in page
    assert '<a class="button quiet" href="/tillbaka/">Avbryt</a>' in page
    assert 'action="/hit/"' in page
    assert 'name="csrfmiddlewaretoken" value="aaaaaaaaa"' in page


@given(st.text(alphabet="<>&\"'/=abc{}% ", max_size=20))
def test_what_people_write_never_becomes_markup(text: str) -> None:
    def tags(words: str) -> list[str]:
        page = shown(
            "{% ui_form form %}{% badge text %}{% callout title=text %}{{ text }}{% endcallout %}",
            form=SampleForm({"title": words, "text": words}),
            text=words,
        )
        return Ids(page).tags

    assert tags(f"a{text}") == tags("a")


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{{ 1234.5|number }}", "1\N{NO-BREAK SPACE}234,5"),
        ("{{ nothing|number }}", "–"),
        ("{{ 0.5|share }}", "50\N{NO-BREAK SPACE}%"),
        ("{{ 0|share }}", "0\N{NO-BREAK SPACE}%"),
        ("{{ first|day }}", "3 april 2025"),
        ("{{ nothing|day }}", "–"),
        ("{{ moment|day }}", "1 juli 2025"),
        ("{{ first|period:last }}", "3 april–5 maj 2025"),
        ("{{ first|period:None }}", "från och med 3 april 2025"),
        ("{{ None|period:last }}", "till och med 5 maj 2025"),
        ("{{ None|period:None }}", "–"),
    ],
)
def test_numbers_and_dates_are_written_in_swedish(template: str, words: str) -> None:
    moment = datetime(2025, 6, 30, 22, 30, tzinfo=UTC)
    assert shown(template, first=date(2025, 4, 3), last=date(2025, 5, 5), moment=moment) == words


def test_a_callout_has_the_title_of_its_kind() -> None:
    page = shown('{% callout "lesson" %}<p>Börja mäta i tid.</p>{% endcallout %}')
    assert '<div class="callout lesson" role="note">' in page
    assert "Lärdom" in page
    assert "<p>Börja mäta i tid.</p>" in page


def test_a_documents_headings_stand_below_the_pages_own() -> None:
    section = Section("Läget", (Paragraph("Lugnt & <tyst>."),))
    assert "<h1" not in shown("{% doc part %}", part=Document("Lägesbild", (section,)))
    page = shown("{% doc part %}", part=section)
    assert "<h2" in page
    assert "Lugnt &amp; &lt;tyst&gt;." in page
