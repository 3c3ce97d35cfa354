"""A process beside the site that does what waits in the queue, as long as the site lives; one that dies is replaced."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Final

_PROGRAM: Final = "import sys; from trygghjulet.cli.command import main; sys.exit(main(sys.argv[1:]))"
#: How long to rest before a worker that died is started anew, and how long one may take to end; seconds.
_REST: Final = 5.0
_PATIENCE: Final = 20.0


@contextmanager
def working_beside() -> Iterator[None]:
    """Somebody works in the background until the context ends; a job at hand is then done first, if it is short."""
    ended = Event()
    beside = _Beside(ended)
    keeper = Thread(target=beside.keep, name="beside", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        beside.end()
        keeper.join(_PATIENCE)


class _Beside:
    """The worker that runs now."""

    def __init__(self, ended: Event) -> None:
        self._ended = ended
        self._process = self._started()

    def keep(self) -> None:
        """Start a worker anew as long as the site lives."""
        while True:
            self._process.wait()
            if self._ended.wait(_REST):
                return
            self._process = self._started()

    def end(self) -> None:
        """Ask the worker to end, and end it if it takes too long: its job is then taken up again by the next one."""
        self._process.terminate()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()

    @staticmethod
    def _started() -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603  # our own command
            [sys.executable, "-c", _PROGRAM, "work", "--beside", str(os.getpid())], stdin=subprocess.DEVNULL
        )
