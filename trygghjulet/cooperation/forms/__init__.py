"""Samverkansformer such as SSPF or EST: what each is, the decisions behind it, and how it is followed up as figures
and never as cases. Reads parties, areas, agreements and forums; leaves forms, decisions and figures.
"""
