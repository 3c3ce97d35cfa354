"""The columnar store of incidents and answers, and the questions it answers. Knows no web framework."""
