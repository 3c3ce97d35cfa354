"""One call at a time to a host, and so many seconds between them, also from other processes and after a restart."""

from __future__ import annotations

import fcntl
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def turn(
    folder: Path,
    host: str,
    *,
    seconds_apart: float,
    now: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Callable[[], None]]:
    """Wait for one's turn at a host, and hold it.

    What comes out is to be called just before the call is made: it waits until enough time has passed since the
    last one, and writes down that one is made now. Who finds that there is nothing to ask does not call it.

    Args:
        folder: where each host has a file of its own with the time of the last call.
        host: who is asked.
        seconds_apart: the least time since the last call began.
        now: the clock.
        sleep: how to wait.
    """
    folder.mkdir(parents=True, exist_ok=True)
    # The name is somebody else's text, so it is not let out as the name of a file.
    path = folder / f"{hashlib.sha256(host.encode()).hexdigest()[:32]}.turn"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)

        def begin() -> None:
            since = now() - _last(descriptor)
            # A clock that was put back must not make anybody wait for a year.
            if 0 <= since < seconds_apart:
                sleep(seconds_apart - since)
            os.pwrite(descriptor, f"{now():020.6f}".encode(), 0)

        yield begin
    finally:
        os.close(descriptor)


def _last(descriptor: int) -> float:
    try:
        return float(os.pread(descriptor, 20, 0) or b"0")
    except ValueError:
        return 0.0
