"""What the words of the material mean in the common tree, and which of them nobody has interpreted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import polars as pl

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.observations.questions import SourceFiles
from trygghjulet.steps.scanning import registry
from trygghjulet.steps.scanning.models import CategoryMapping, Dataset
from trygghjulet.steps.scanning.queries.material import datasets, path_of
from trygghjulet.steps.scanning.rules.categories import Category, Words, tree, words_of
from trygghjulet.steps.scanning.rules.sharing import sees_rows
from trygghjulet.steps.scanning.rules.suggesting import suggested


@dataclass(frozen=True)
class Word:
    """A word of a format as it stands in the material, and what it means.

    Attributes:
        given: as the files write it.
        rows: in how many rows, of those sources whose rows the person may see; None when in none of them.
        node: the node that it means; "" when it belongs nowhere, None when nobody has said.
        suggested: a node that it likely means, where nobody has said; a person decides.
        decided_by: who decided it; empty when the format's own file says it.
        decided_at: when.
    """

    given: str
    rows: int | None
    node: str | None
    decided_by: str = ""
    decided_at: datetime | None = None
    suggested: str | None = None

    @property
    def category(self) -> Category | None:
        """The node itself, where the word has one."""
        return tree().get(self.node or "")

    @property
    def is_unmapped(self) -> bool:
        """Has nobody said what it means, neither a person nor the format's own file?"""
        return self.node is None


@dataclass(frozen=True)
class Vocabulary:
    """A format with every word that its material has, the commonest first."""

    reader: str
    title: str
    words: tuple[Word, ...]

    @property
    def unmapped(self) -> tuple[Word, ...]:
        """The words that wait for a person to decide."""
        return tuple(word for word in self.words if word.is_unmapped)

    @property
    def mapped(self) -> tuple[Word, ...]:
        """The words that somebody, or the format's own file, has said something of."""
        return tuple(word for word in self.words if not word.is_unmapped)


def meanings(cooperation: Cooperation, reader: str) -> dict[str, str]:
    """For each word of a format's material that has a place in the common tree: the title of its node.

    Not bound to one person's scope, so that the same figures come to whoever asks.
    """
    held = Dataset.objects.filter(
        source__cooperation=cooperation, source__reader=reader, withdrawn_at__isnull=True
    )
    decisions = _decisions(cooperation, reader)
    words = _file_of(reader)
    found: dict[str, str] = {}
    for given in {given for dataset in held for given, _ in words_in(dataset)}:
        node = decisions[given].node if given in decisions else words.node_of(given)
        if node and node in tree():
            found[given] = tree()[node].title
    return found


def paths_of(datasets: Iterable[Dataset]) -> list[SourceFiles]:
    """Where the store keeps the rows of datasets, source by source as accepted, and what their words mean.

    Each content is there once.
    """
    by_source: dict[int, list[Path]] = {}
    said: dict[int, Mapping[str, str]] = {}
    known: dict[tuple[int, str], Mapping[str, str]] = {}
    seen = set()
    for dataset in sorted(datasets, key=lambda d: d.pk):
        source = dataset.source
        if (path := path_of(dataset)) in seen:
            continue
        seen.add(path)
        by_source.setdefault(source.pk, []).append(path)
        format = (source.cooperation_id, source.reader)
        if format not in known:
            known[format] = meanings(source.cooperation, source.reader)
        said[source.pk] = known[format]
    return [SourceFiles(tuple(paths), said[source]) for source, paths in by_source.items()]


def vocabularies(scope: Scope, *, cooperation: Cooperation) -> list[Vocabulary]:
    """The formats whose material has categories, with their words, from the sources that a person may know of."""
    by_reader: dict[str, list[Dataset]] = {}
    for dataset in datasets(scope, cooperation=cooperation):
        by_reader.setdefault(dataset.source.reader, []).append(dataset)
    found = []
    for format in registry.formats():
        if not format.has_categories or format.key not in by_reader:
            continue
        words = _words(scope, cooperation, format.key, by_reader[format.key])
        if words:
            found.append(Vocabulary(format.key, format.title, words))
    return found


def unmapped_in(scope: Scope, *, cooperation: Cooperation) -> int:
    """How many words of the material wait for a person to decide what they mean."""
    return sum(len(one.unmapped) for one in vocabularies(scope, cooperation=cooperation))


def words_in(dataset: Dataset) -> tuple[tuple[str, int], ...]:
    """The words of a dataset's rows with the number of rows; none for what has no categories or no rows left."""
    path = path_of(dataset)
    return _counted(path) if dataset.purged_at is None and path.is_file() else ()


def words_in_all(datasets: Sequence[Dataset]) -> dict[str, int]:
    """The words of a source's datasets with the number of rows; a key counts once, as the last accepted file has it."""
    there = sorted((one for one in datasets if one.purged_at is None), key=lambda one: one.pk)
    paths = tuple(dict.fromkeys(path for one in there if (path := path_of(one)).is_file()))
    return dict(_counted(paths[0]) if len(paths) == 1 else _counted_together(paths))


@lru_cache(maxsize=128)
def _counted_together(paths: tuple[Path, ...]) -> tuple[tuple[str, int], ...]:
    counted: Counter[str] = Counter()
    later: pl.LazyFrame | None = None
    for path in reversed(paths):
        rows = pl.scan_parquet(path)
        columns = rows.collect_schema().names()
        if "category" not in columns:
            continue
        if "key" in columns:
            keys = rows.select("key").drop_nulls().unique()
            if later is not None:
                rows = rows.join(later, on="key", how="anti")
            later = keys if later is None else pl.concat([later, keys]).unique()
        found = rows.group_by("category").agg(pl.len().alias("n")).drop_nulls().collect()
        counted.update(dict(found.iter_rows()))
    return tuple(sorted(counted.items()))


@lru_cache(maxsize=512)
def _counted(path: Path) -> tuple[tuple[str, int], ...]:
    # A file of the store never changes, for it is named by its content.
    rows = pl.scan_parquet(path)
    if "category" not in rows.collect_schema():
        return ()
    counted = rows.group_by("category").agg(pl.len().alias("n")).drop_nulls().collect()
    return tuple(counted.sort("category").rows())


def _words(scope: Scope, cooperation: Cooperation, reader: str, held: Sequence[Dataset]) -> tuple[Word, ...]:
    rows: Counter[str] = Counter()
    given: set[str] = set()
    for of_one in _by_source(held):
        source = of_one[0].source
        counted = words_in_all(of_one)
        given |= counted.keys()
        # A number of rows is told only to those who may see the rows: few of a kind can point somebody out.
        if sees_rows(scope, cooperation_id=cooperation.pk, owner_id=source.party_id, sharing=source.sharing):
            rows.update(counted)
    decisions, file = _decisions(cooperation, reader), _file_of(reader)
    words = []
    for word in sorted(given, key=lambda one: (-rows[one], one)):
        if decision := decisions.get(word):
            words.append(Word(word, rows.get(word), decision.node, decision.decided_by, decision.decided_at))
        else:
            node = file.node_of(word)
            likely = suggested(word, file) if node is None else None
            words.append(Word(word, rows.get(word), node, suggested=likely))
    return tuple(words)


def _by_source(held: Sequence[Dataset]) -> list[list[Dataset]]:
    found: dict[int, list[Dataset]] = {}
    for dataset in held:
        found.setdefault(dataset.source_id, []).append(dataset)
    return list(found.values())


def _decisions(cooperation: Cooperation, reader: str) -> dict[str, CategoryMapping]:
    return {one.given: one for one in CategoryMapping.objects.filter(cooperation=cooperation, reader=reader)}


def _file_of(reader: str) -> Words:
    try:
        return words_of(registry.format_of(reader).folder)
    except LookupError:  # a format that this installation no longer has: its words stay as they are
        return Words()
