"""A report as a tree, and its renderings as page, PDF and Word. Knows no web framework and no tables."""
