"""A program that gives readers spoiled files, one number after the other, and says what was wrong in a line each."""

from __future__ import annotations

import faulthandler
import json
import os
import random
import resource
import signal
import sys
import tempfile
import traceback
from bisect import bisect
from itertools import accumulate
from pathlib import Path

import django

#: No input may take longer, in seconds, or more memory than this on top of what the program has at its start.
LONGEST, MOST_MEMORY = 5.0, 1024**3


def main(first: int, end: int, step: int, seed: str, folder: Path) -> int:
    """Try the inputs with these numbers. Which one is at hand stands in a file, for whoever finds this dead."""
    from tests.fuzzing.mutations import mutated  # noqa: PLC0415  # the tables can be named only now
    from tests.fuzzing.readers import named, seeds  # noqa: PLC0415

    tried = seeds(folder)
    upto = list(accumulate(one.weight for one in tried))
    for one in tried:
        path = folder / "sund"
        path.write_bytes(one.content)
        one.read(path, one.file_name)  # loads every library before the memory is measured
    _limit()
    at_hand = os.open(folder / "at-hand", os.O_WRONLY | os.O_CREAT)
    path = folder / f"input-{os.getpid()}"
    for number in range(first, end, step):
        os.pwrite(at_hand, b"%12d" % number, 0)
        dice = random.Random(f"{seed}:{number}")
        one = tried[bisect(upto, dice.uniform(0, upto[-1]))]
        reader = one if dice.random() < 0.97 else dice.choice(tried)
        content, name = mutated(one.content, dice), named(one, dice)
        path.write_bytes(content)
        if "/" in reader.file_name:
            name = reader.file_name
        signal.setitimer(signal.ITIMER_REAL, LONGEST)
        try:
            reader.read(path, name)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is what we look for
            _tell(number, f"{reader.title}, {name}", error)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    path.unlink(missing_ok=True)
    print(json.dumps({"tried": len(range(first, end, step)), "megabytes": _most_megabytes()}), flush=True)
    return 0


def _most_megabytes() -> int:
    """The most memory this program has had; the usual question would count what whoever started it had then."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) // 1024


def _limit() -> None:
    """From now on too much memory is an error, and too much time an end that says where it was."""
    faulthandler.enable()
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    faulthandler.register(signal.SIGALRM, chain=True)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + MOST_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _tell(number: int, what: str, error: Exception) -> None:
    where = traceback.extract_tb(error.__traceback__)
    ours = [f"{Path(at.filename).name}:{at.lineno}" for at in where if "trygghjulet" in at.filename]
    print(
        json.dumps(
            {
                "number": number,
                "what": what,
                "error": f"{type(error).__name__}: {str(error)[:300]}",
                "where": ours[-1] if ours else f"{where[-1].filename}:{where[-1].lineno}",
            }
        ),
        flush=True,
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trygghjulet.project.settings.test")
    tempfile.tempdir = sys.argv[5]
    django.setup()
    raise SystemExit(
        main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], Path(sys.argv[5]))
    )
