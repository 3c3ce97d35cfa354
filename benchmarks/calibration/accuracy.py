"""PAI: how often its exact interval holds the truth."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.calibration.claims import Claim
from trygghjulet.analysis.hotspots.accuracy import pai

TITLE = "Prediction accuracy (`pai`)"


def claims(rng: np.random.Generator, scale: float) -> Iterator[Claim]:
    """Places that take a tenth of the area, chosen beforehand."""
    trials = max(int(4000 * scale), 50)
    for total, share in ((10, 0.1), (40, 0.3), (40, 0.02), (500, 0.3), (5000, 0.12)):
        told = [pai(int(inside), total, 0.1) for inside in rng.binomial(total, share, trials)]
        held = sum(
            one.low is not None and one.high is not None and one.low <= share / 0.1 <= one.high
            for one in told
        )
        yield Claim(
            f"{total} incidents, true PAI {share / 0.1:g}: the interval holds it", 0.95, 1, held, trials
        )
    # The total is chance as well; given what it became, the interval holds all the same.
    totals = rng.poisson(30, trials)
    told = [pai(int(rng.binomial(total, 0.25)), int(total), 0.1) for total in totals]
    held = sum(one.low is not None and one.high is not None and one.low <= 2.5 <= one.high for one in told)
    yield Claim("about 30 incidents (Poisson), true PAI 2.5: the interval holds it", 0.95, 1, held, trials)
    hottest = 0
    for counts in rng.multinomial(200, np.full(100, 0.01), trials):
        told_too_high = pai(int(np.sort(counts)[-10:].sum()), 200, 0.1)
        hottest += told_too_high.low is not None and told_too_high.low > 1
    yield Claim("NOT for the ten hottest of 100 equal places: called denser anyway", 0.5, 1, hottest, trials)
