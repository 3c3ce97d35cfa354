"""What the command says: its arguments, their faults and the progress of its work, in Swedish."""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from datetime import date
from pathlib import Path
from typing import NoReturn

#: A command line that can't be understood, or a file that can't be used.
MISUSED = 2
#: How long work goes on in silence, in seconds.
AFTER = 1.0
_ENDINGS = (".pdf", ".docx")

_SWEDISH = (
    (r"the following arguments are required: (.+)", r"Det här måste anges: \1."),
    (r"unrecognized arguments: (.+)", r"Okänt argument: \1."),
    (r"argument (\S+): expected one argument", r"\1 behöver ett värde."),
    (r"argument (\S+): invalid choice: (\S+) \(choose from (.+)\)", r"\1 kan inte vara \2. Välj bland \3."),
    (r"argument (\S+): invalid int value: (\S+)", r"\1 ska vara ett heltal, inte \2."),
    (r"argument ?: invalid choice: (\S+) \(choose from (.+)\)", r"Kommandot \1 finns inte. Välj bland \2."),
    (r"argument (\S+): (.+)", r"\1: \2"),
)


class Parser(argparse.ArgumentParser):
    """An argument parser that says in Swedish what is wrong and how to get help."""

    def __init__(self, **options: object) -> None:
        super().__init__(**{**options, "add_help": False})  # type: ignore[arg-type]  # the base class' own options
        self._optionals.title = "val"
        self._positionals.title = "kommandon"
        self.add_argument("--help", "-h", action="help", help="visa den här hjälpen")

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "Användning:", 1)

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "Användning:", 1)

    def error(self, message: str) -> NoReturn:
        refuse(f"{swedish(message)} Skriv ”{self.prog} --help” för hjälp.")


def swedish(message: str) -> str:
    """An argument's fault as the library words it, in Swedish."""
    for pattern, words in _SWEDISH:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return re.sub(r"'([^']*)'", r"”\1”", match.expand(words))
    return message


def refuse(words: str) -> NoReturn:
    """Say what is wrong and end with the status of a misused command."""
    sys.stderr.write(f"trygghjulet: {words}\n")
    sys.exit(MISUSED)


def existing_file(text: str) -> Path:
    """A path to a file that is there."""
    path = Path(text)
    if not path.exists():
        raise argparse.ArgumentTypeError(f"Filen {text} finns inte. Kontrollera sökvägen.")
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"{text} är ingen fil.")
    return path


def report_file(text: str) -> Path:
    """A path that a report can be written to; its ending says which kind."""
    path = Path(text)
    if path.suffix.lower() not in _ENDINGS:
        raise argparse.ArgumentTypeError(f"Rapporten {text} ska sluta på {', '.join(_ENDINGS)}.")
    if not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"Mappen {path.parent} finns inte. Skapa den först.")
    if path.is_dir():
        raise argparse.ArgumentTypeError(f"{text} är en mapp. Ange ett filnamn.")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise argparse.ArgumentTypeError(f"Det går inte att skriva till {text}. Välj en annan plats.")
    return path


def day(text: str) -> date:
    """A day as ISO 8601 writes it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} är inget datum. Skriv som 2025-01-31.") from None


def port(text: str) -> int:
    """A port that a server can listen on."""
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text} är ingen port. Välj ett tal mellan 1 och 65535.")
    return int(text)


class Progress:
    """A line on standard error that says what is being done; silent while everything goes quickly."""

    def __init__(self, *, after: float | None = None) -> None:
        self._begun = time.monotonic()
        self._after = AFTER if after is None else after
        self._shown = False

    def __call__(self, words: str) -> None:
        """Say what begins now, once the work has gone on for a while."""
        spent = time.monotonic() - self._begun
        if spent < self._after:
            return
        end = "\r" if sys.stderr.isatty() else "\n"
        sys.stderr.write(f"{spent:4.0f} s  {words} …".ljust(60) + end)
        sys.stderr.flush()
        self._shown = True

    def done(self) -> None:
        """Leave the line clean."""
        if self._shown and sys.stderr.isatty():
            sys.stderr.write(" " * 60 + "\r")
