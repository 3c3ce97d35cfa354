"""Jobs that the tests put in the queue, and what was done."""

from __future__ import annotations

from trygghjulet.foundation.jobs.queue import job

done: list[str] = []


@job("Skriver upp ett ord")
def note(word: str) -> None:
    """Note a word."""
    done.append(word)


@job("Går sönder")
def fail() -> None:
    """Fail as a job with an error does."""
    raise ConnectionError("hemligt lösenord")
