"""Keys between tables go the same way as imports: to earlier rooms, and without a way back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from django.apps import apps

from tools.house import PACKAGE, house


@dataclass(frozen=True)
class Key:
    """A foreign key from one of our apps to another; the apps by their packages."""

    field: str
    from_app: str
    to_app: str
    way_back: str


def keys_between_apps() -> Iterator[Key]:
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if not field.is_relation or field.auto_created or not hasattr(field, "remote_field"):
                continue
            target = field.related_model
            if not isinstance(target, type):  # a generic relation points nowhere in particular
                continue
            here, there = model._meta.app_config.name, target._meta.app_config.name
            if here != there and {here.split(".")[0], there.split(".")[0]} == {PACKAGE}:
                yield Key(
                    field=f"{model._meta.label}.{field.name}",
                    from_app=here,
                    to_app=there,
                    way_back=field.remote_field.related_name or "",
                )


def pointing_ahead(keys: Iterable[Key]) -> list[str]:
    rank = house().rank
    return [f"{key.field} → {key.to_app}" for key in keys if rank(key.to_app) > rank(key.from_app)]


def ring(keys: Iterable[Key]) -> list[str]:
    """The apps of a ring of keys, if there is one. Siblings without a given order may not make one either."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for key in keys:
        sorter.add(key.from_app, key.to_app)
    try:
        sorter.prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_keys_point_to_earlier_rooms() -> None:
    assert pointing_ahead(keys_between_apps()) == []


def test_keys_between_apps_make_no_ring() -> None:
    assert ring(keys_between_apps()) == []


def test_keys_between_apps_have_no_way_back() -> None:
    assert [key.field for key in keys_between_apps() if not key.way_back.endswith("+")] == []


def test_a_key_ahead_and_a_ring_are_seen() -> None:
    ahead = Key("scanning.Dataset.cause", "trygghjulet.steps.scanning", "trygghjulet.steps.causes", "+")
    back = Key("causes.Cause.dataset", "trygghjulet.steps.causes", "trygghjulet.steps.scanning", "+")
    assert pointing_ahead([ahead, back]) == ["scanning.Dataset.cause → trygghjulet.steps.causes"]
    assert ring([back]) == []
    assert set(ring([ahead, back])) == {ahead.from_app, back.from_app}
