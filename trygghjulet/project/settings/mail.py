"""How letters leave the installation: the mail server as one setting."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

#: How the connection is made, by the address's first word, with the port where none is given.
_SCHEMES = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


@dataclass(frozen=True)
class MailServer:
    """A mail server. Without a host no letters are sent."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False


def mail_server(environment: Mapping[str, str]) -> MailServer:
    """TRYGGHJULET_MAIL, such as smtp+tls://user:password@mail.example:587; without it no letters are sent.

    Raises:
        ValueError: it is no such address, or there is no sender's address beside it.
    """
    given = environment.get("TRYGGHJULET_MAIL", "")
    if not given:
        return MailServer()
    parts = urlsplit(given)
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise ValueError(
            f"TRYGGHJULET_MAIL ska börja med {', '.join(f'{s}://' for s in _SCHEMES)} och ha en värd."
        )
    if not environment.get("TRYGGHJULET_MAIL_FROM"):
        raise ValueError("TRYGGHJULET_MAIL behöver en avsändare. Ange den i TRYGGHJULET_MAIL_FROM.")
    return MailServer(
        host=parts.hostname,
        port=parts.port or _SCHEMES[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp+tls",
        tls=parts.scheme == "smtps",
    )
