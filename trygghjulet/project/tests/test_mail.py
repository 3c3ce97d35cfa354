"""The mail server as one setting: read whole, or refused with what is wrong."""

import pytest

from trygghjulet.project.settings.mail import MailServer, mail_server

pytestmark = pytest.mark.requirement("DUT-4")

FROM = {"TRYGGHJULET_MAIL_FROM": "trygghjulet@exempel.example"}


def test_without_the_setting_no_letters_are_sent() -> None:
    assert mail_server({}) == MailServer(host="")
    assert mail_server(FROM | {"TRYGGHJULET_MAIL": ""}).host == ""


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("smtp://post.exempel.example", MailServer("post.exempel.example", 25)),
        ("smtp+tls://post.exempel.example", MailServer("post.exempel.example", 587, starttls=True)),
        ("smtps://post.exempel.example", MailServer("post.exempel.example", 465, tls=True)),
        (
            "smtp+tls://namn%40x:l%C3%B6s%2Fen@post.exempel.example:2525",
            MailServer("post.exempel.example", 2525, "namn@x", "lös/en", starttls=True),
        ),
    ],
)
def test_the_address_says_how(address: str, server: MailServer) -> None:
    assert mail_server(FROM | {"TRYGGHJULET_MAIL": address}) == server


@pytest.mark.parametrize("address", ["post.exempel.example", "https://post.exempel.example", "smtp://"])
def test_another_address_is_refused_with_what_it_should_be(address: str) -> None:
    with pytest.raises(ValueError, match="ska börja med smtp://, smtp\\+tls://, smtps://"):
        mail_server(FROM | {"TRYGGHJULET_MAIL": address})


def test_a_server_without_a_sender_is_refused() -> None:
    with pytest.raises(ValueError, match="TRYGGHJULET_MAIL_FROM"):
        mail_server({"TRYGGHJULET_MAIL": "smtp://post.exempel.example"})
