"""Journeys of people through the whole product, in a real browser; every page is checked at two widths."""
