"""The tree of areas of a cooperation, with geometry and population. Leaves areas."""
