"""Surveys of safety: answers with a codebook, or ready tables."""
