"""Reported crime as figures per area and period, from the exports of Brottsförebyggande rådet (Brå)."""
