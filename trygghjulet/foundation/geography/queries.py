"""Reading the tree of areas."""

from django.db import models

from trygghjulet.foundation.geography.models import Area


def tree(root: Area) -> models.QuerySet[Area]:
    """The area and everything inside it, without the boundaries' bytes."""
    return Area.objects.filter(path__startswith=root.path).defer("geometry").order_by("path")


def children(area: Area) -> models.QuerySet[Area]:
    """The areas one level below."""
    return Area.objects.filter(parent=area)


def leaves(area: Area) -> list[Area]:
    """The finest areas inside this one, with their boundaries; the area itself if it has none inside."""
    inside = list(Area.objects.filter(path__startswith=area.path))
    parents = {a.parent_id for a in inside}
    return [a for a in inside if a.pk not in parents]
