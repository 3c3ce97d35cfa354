"""Many who write in one meeting's notes at once, through a server that may be killed, as the page's script does it."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from tools.house import ROOT

#: Past this many characters those who write in the same paragraph go on to the next one.
_FULL = 8_000


@dataclass
class Installation:
    """A meeting in an installation of its own, behind a server that can be killed and started again."""

    home: Path
    database_url: str = ""
    path: str = ""
    sessions: list[str] = field(default_factory=list)
    port: int = 0
    _server: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What the installation's programs are run with."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
        }
        mine = {"TRYGGHJULET_HOME": str(self.home), "TRYGGHJULET_SECRET_KEY": "only-for-the-suite"}
        return kept | mine | ({"DATABASE_URL": self.database_url} if self.database_url else {})

    def fill(self, writers: int) -> None:
        """Make the meeting, and sign so many in."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.notes.meeting", str(writers)],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        made = json.loads(done.stdout.splitlines()[-1])
        self.path, self.sessions = made["path"], made["sessions"]

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        if not self.port:
            with socket.socket() as trial:
                trial.bind(("127.0.0.1", 0))
                self.port = trial.getsockname()[1]
        self._server = subprocess.Popen(
            [Path(sys.executable).with_name("trygghjulet"), "serve", "--port", str(self.port)],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("The server never answered.")

    def kill(self) -> None:
        """Kill the server and all its workers, in the middle of whatever they do."""
        assert self._server is not None
        os.killpg(self._server.pid, signal.SIGKILL)
        self._server.wait()


@contextmanager
def installation(home: Path, database_url: str, *, writers: int) -> Iterator[Installation]:
    """An installation with a meeting, served."""
    made = Installation(home, database_url)
    made.fill(writers)
    made.start()
    try:
        yield made
    finally:
        made.kill()


class Line:
    """One person's browser: asks and sends as the page's script does, and says when no answer comes."""

    def __init__(self, at: Installation, session: str) -> None:
        self._at = at
        self._cookies = {"sessionid": session}
        self._token = ""

    def changes(self, marker: str = "0") -> dict[str, Any]:
        """What is new since a marker."""
        answer = self._ask("GET", f"{self._at.path}?sedan={marker}")
        self._token = answer["token"]
        return answer

    def write(self, **fields: Any) -> dict[str, Any]:
        """Send a paragraph."""
        if not self._token:
            self.changes()
        return self._ask("POST", f"{self._at.path}skriv/", fields | {"csrfmiddlewaretoken": self._token})

    def _ask(self, method: str, path: str, fields: dict[str, Any] | None = None) -> dict[str, Any]:
        connection = HTTPConnection("127.0.0.1", self._at.port, timeout=30)
        try:
            connection.request(
                method,
                path,
                body=urlencode(fields) if fields else None,
                headers={
                    "Accept": "application/json",
                    "Content-Type": "application/x-www-form-urlencoded",
                    "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
                },
            )
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        for header, value in answer.getheaders():
            if header.lower() == "set-cookie":
                name, _, rest = value.partition("=")
                self._cookies[name] = rest.partition(";")[0]
        assert answer.status == 200, f"{answer.status}: {content[:300]!r}"
        found: dict[str, Any] = json.loads(content)
        return found


@dataclass
class Figures:
    """What came of it all."""

    took: list[float] = field(default_factory=list)
    seconds: float = 0.0
    lost_answers: int = 0

    def __str__(self) -> str:
        cuts = statistics.quantiles(self.took, n=20)
        return (
            f"{len(self.took)} sparade, {len(self.took) / self.seconds:.0f} i sekunden, "
            f"svar på {statistics.median(self.took) * 1000:.0f} ms (median) och {cuts[18] * 1000:.0f} ms (95 %), "
            f"{self.lost_answers} svar uteblev"
        )


@dataclass
class Writer:
    """Somebody who adds a word at a time to a paragraph, and remembers which words were acknowledged."""

    name: str
    line: Line
    keys: list[UUID]
    dice: random.Random
    acknowledged: dict[UUID, list[str]] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)
    lost_answers: int = 0
    fault: str = ""
    last_text: str = ""

    def write(self, until: float) -> None:
        """Write until the clock says so, each text on what the last answer told."""
        try:
            self._write(until)
        except Exception as error:  # noqa: BLE001  # told to whoever waits, from the thread's own end
            self.fault = f"{self.name}: {error!r}"

    def _write(self, until: float) -> None:
        number, place, text, seen = 0, 0, "", 0
        while time.monotonic() < until:
            key, word = self.keys[place], f"{self.name}o{number}"
            words = text.split()
            at = len(words) if self.dice.random() < 0.6 else self.dice.randrange(len(words) + 1)
            text = " ".join([*words[:at], word, *words[at:]])
            answer = self._send(key=str(key), seen=seen, text=text)
            self.acknowledged.setdefault(key, []).append(word)
            text, seen, number = answer["text"], answer["revision"], number + 1
            self.last_text = text
            if len(text) > _FULL and place + 1 < len(self.keys):
                place, text, seen = place + 1, "", 0

    def _send(self, **fields: Any) -> dict[str, Any]:
        """Send, and send the very same again until there is an answer."""
        while True:
            began = time.monotonic()
            try:
                answer = self.line.write(**fields)
            except (OSError, HTTPException):
                self.lost_answers += 1
                time.sleep(0.2)
                continue
            self.took.append(time.monotonic() - began)
            return answer


def write_together(
    at: Installation, *, seconds: float, seed: int, meanwhile: Callable[[], None] | None = None
) -> tuple[list[Writer], Figures]:
    """Let everybody who is signed in write: half of them in a paragraph each, half of them all in the same.

    Args:
        at: where.
        seconds: for how long.
        seed: of the dice that say where in the text a word goes.
        meanwhile: what happens to the server while they write.
    """
    shared = [uuid4() for _ in range(40)]
    writers = [
        Writer(
            f"s{number}",
            Line(at, session),
            shared if number % 2 else [uuid4() for _ in range(40)],
            random.Random(seed + number),
        )
        for number, session in enumerate(at.sessions)
    ]
    _together([writer.line.changes for writer in writers])  # each worker of the server reads its code first
    began = time.monotonic()
    threads = [threading.Thread(target=writer.write, args=(began + seconds,)) for writer in writers]
    for thread in threads:
        thread.start()
    if meanwhile:
        meanwhile()
    for thread in threads:
        thread.join(seconds + 120)
    figures = Figures(seconds=time.monotonic() - began)
    for writer in writers:
        assert not writer.fault, writer.fault
        figures.took += writer.took
        figures.lost_answers += writer.lost_answers
    return writers, figures


def _together(acts: list[Callable[[], object]]) -> None:
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


def prove_nothing_lost(at: Installation, writers: list[Writer]) -> int:
    """Every word that was acknowledged stands in its paragraph, once; the answer is how many words that is."""
    texts = {note["key"]: note["text"].split() for note in Line(at, at.sessions[0]).changes()["notes"]}
    count = 0
    for writer in writers:
        for key, words in writer.acknowledged.items():
            text = texts[str(key)]
            there = set(text)
            missing = [word for word in words if word not in there]
            assert not missing, f"{writer.name} saknar {missing[:5]} av {len(words)}"
            assert len(there) == len(text), f"{writer.name}: ett ord står två gånger"
            count += len(words)
    return count
