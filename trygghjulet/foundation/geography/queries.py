"""Reading the tree of areas."""

from collections import Counter

from django.db import models

from trygghjulet.foundation.geography.models import Area


def tree(root: Area) -> models.QuerySet[Area]:
    """The area and everything inside it, without the boundaries' bytes."""
    return Area.objects.filter(path__startswith=root.path).defer("geometry").order_by("path")


def children(area: Area) -> models.QuerySet[Area]:
    """The areas one level below."""
    return Area.objects.filter(parent=area)


def countable(root: Area) -> list[Area]:
    """The areas whose code tells where an incident lies: the finest, and wider ones with a code of their own.

    Without the boundaries' bytes. A wider area that shares its code with another can't be told from it.
    """
    areas = list(tree(root))
    holding = {area.parent_id for area in areas}
    times = Counter(area.code for area in areas)
    return [area for area in areas if area.pk not in holding or times[area.code] == 1]


def leaves(area: Area) -> list[Area]:
    """The finest areas inside this one, with their boundaries; the area itself if it has none inside."""
    inside = list(Area.objects.filter(path__startswith=area.path))
    parents = {a.parent_id for a in inside}
    return [a for a in inside if a.pk not in parents]
