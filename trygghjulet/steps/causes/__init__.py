"""Orsaksanalys: each prioritised problem described exactly, with causes by perspective and evidence for and
against. Reads priorities; leaves problem profiles and causes.
"""
