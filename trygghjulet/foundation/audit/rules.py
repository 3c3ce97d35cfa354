"""What happens when two people change the same thing: the later one is told, and loses nothing."""

from trygghjulet.foundation.access.rules import Refused


class Stale(Refused):
    """Somebody else changed the thing since the page was opened; both versions are kept for the writer to join.

    `now` is the saved revision: the one that the writer has seen once both versions stand on the page.
    """

    def __init__(self, *, now: int, by_name: str = "") -> None:
        self.now = now
        whom = by_name or "Någon annan"
        super().__init__(
            f"{whom} har ändrat det här sedan du öppnade sidan. Det du skrev står kvar nedan. "
            "Läs det som nu är sparat, för samman texterna och spara igen."
        )


def refuse_if_stale(*, seen: int, now: int, by_name: str = "") -> None:
    """Refuse a change that was made to an older revision than the saved one.

    Raises:
        Stale: the revisions differ.
    """
    if seen != now:
        raise Stale(now=now, by_name=by_name)
