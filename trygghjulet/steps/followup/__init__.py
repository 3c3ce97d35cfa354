"""Uppföljning: was each measure done as planned, and what do its indicators show. Reads measures and
datasets; leaves check-ins with a colour and words.
"""
