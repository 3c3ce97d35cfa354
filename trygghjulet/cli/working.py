"""`trygghjulet work`: does what waits in the queue and keeps the timetable."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from threading import Event, Thread
from typing import Final

from trygghjulet.cli.installation import open_installation

#: How often the one who works beside another looks whether that one still lives, in seconds.
_LOOK: Final = 1.0


def run(given: argparse.Namespace) -> int:
    """Work until told to stop, or until nothing is left to do."""
    open_installation()
    # Tables can be named only when the installation is set up.
    from trygghjulet.foundation.jobs.working import work  # noqa: PLC0415

    stop = Event()

    def end(number: int, _: object) -> None:
        """Let the job at hand be done first; whoever asks again is not made to wait."""
        stop.set()
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    if given.beside is not None:
        Thread(target=_end_with, args=(given.beside, stop), name="beside", daemon=True).start()
        work(once=given.once, stop=stop)
        return 0
    if not given.once:
        sys.stdout.write("Trygghjulet arbetar i bakgrunden.\n")
        sys.stdout.flush()
    done = work(once=given.once, stop=stop)
    sys.stdout.write(f"{done} jobb gjorda.\n")
    return 0


def _end_with(parent: int, stop: Event) -> None:
    """Stop when the process that started this one is gone, however it went."""
    while not stop.wait(_LOOK):
        if os.getppid() != parent:
            stop.set()
