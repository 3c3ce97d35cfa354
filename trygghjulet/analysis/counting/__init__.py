"""How counts vary: regression, season, the negative binomial and how much more than chance there is."""
