"""How well and how fast the guard finds personal data: `python -m benchmarks.guard` prints the published tables."""

from __future__ import annotations

import sys
import time
from statistics import median

from trygghjulet.foundation.privacy.guard import look
from trygghjulet.foundation.privacy.tests.labelled import Half, Measured, Tally, interval, measured, sentences

RUNS = 5


def main(*, tells_misses: bool) -> None:
    """Print recall and precision for each kind on the half that was held out, and the time for a text.

    With --missar also what was missed and wrongly told, on the half that the rules were made with.
    """
    held_out = measured(Half.HELD_OUT)
    print(
        f"Meningar: {held_out.sentences}, varav utan något: {held_out.empty}, "
        f"där något ändå sas: {held_out.empty_told}\n"
    )
    print("| slag | märkta | funna | andel funna (95 %) | sagda | rätt | andel rätt (95 %) |")
    print("|---|---:|---:|---|---:|---:|---|")
    for kind, tally in {**held_out.kinds, "alla": held_out.whole}.items():
        print(_row(kind, tally))
    print(f"\n{_milliseconds():.2f} ms för ett stycke om 400 tecken")
    if tells_misses:
        _tell(measured(Half.TUNED))


def _row(kind: str, tally: Tally) -> str:
    found, right = _share(tally.found, tally.labelled), _share(tally.right, tally.told)
    return f"| {kind} | {tally.labelled} | {tally.found} | {found} | {tally.told} | {tally.right} | {right} |"


def _share(hits: int, of: int) -> str:
    low, high = interval(hits, of)
    return f"{100 * hits / max(of, 1):.0f} % ({100 * low:.0f}–{100 * high:.0f})"


def _milliseconds() -> float:
    text = " ".join(one.text for one in sentences())
    pieces = [text[at : at + 400] for at in range(0, len(text) - 400, 400)]
    runs = []
    for _ in range(RUNS):
        begun = time.process_time()
        for piece in pieces:
            look(piece, sensitive=True)
        runs.append((time.process_time() - begun) / len(pieces))
    return 1000 * median(runs)


def _tell(result: Measured) -> None:
    print("\nMissade:", *result.missed, sep="\n- ")
    print("\nFelaktigt sagda:", *result.wrong, sep="\n- ")


if __name__ == "__main__":
    main(tells_misses="--missar" in sys.argv)
