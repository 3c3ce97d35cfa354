"""A hundred thousand spoiled files: each is read or refused in plain words, soon and within memory."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from tests.fuzzing.mutations import mutated
from tests.fuzzing.running import run
from trygghjulet.steps.scanning import registry

pytestmark = pytest.mark.requirement("SCN-1", "SCN-2", "SEC-5")

#: Another seed is another hundred thousand files.
SEED = "2023:196"


@pytest.mark.parametrize(
    ("many", "workers"),
    [pytest.param(200, 1, id="some"), pytest.param(100_000, 2, id="very many", marks=pytest.mark.soak)],
)
def test_a_spoiled_file_is_read_or_refused_in_plain_words(
    tmp_path: Path, many: int, workers: int, capsys: pytest.CaptureFixture[str]
) -> None:
    began = time.monotonic()
    tried = run(many, seed=SEED, workers=workers, folder=tmp_path)
    assert not tried.faults, "\n".join(map(str, tried.faults[:50]))
    assert tried.many == many
    assert tried.megabytes < 1024, "ingen läsning får ta mer än en gigabyte"
    if many > 1_000:
        with capsys.disabled():
            took = time.monotonic() - began
            print(f"\n{many} förstörda filer på {took:.0f} s, som mest {tried.megabytes} MB")


def test_every_source_has_sound_files_to_spoil_and_the_same_dice_spoil_them_alike() -> None:
    for format in registry.formats():
        assert format.samples, f"{format.key} har inga exempelfiler"
        for sample in format.samples:
            content = sample.read_bytes()
            spoiled = [mutated(content, random.Random(f"{SEED}:{number}")) for number in range(20)]
            assert spoiled == [mutated(content, random.Random(f"{SEED}:{number}")) for number in range(20)]
            assert sum(one != content for one in spoiled) >= 10, f"{sample.name} blir som den var"
