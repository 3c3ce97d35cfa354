"""How problems are weighed against each other, in plain Python: criteria, stages, differences, and what figures say."""
