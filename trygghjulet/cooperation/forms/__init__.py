"""Cooperation forms such as SSPF or EST, followed up as figures and never as cases. Holds nothing yet."""
