"""Kartläggning: deliveries of material are previewed row by row, accepted or undone. Reads files through the
registered sources; leaves immutable datasets with owner, period and sharing rule.
"""
