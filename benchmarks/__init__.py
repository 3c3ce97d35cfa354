"""Measurements of the product beside what people use today; run by hand, never by the suite."""
