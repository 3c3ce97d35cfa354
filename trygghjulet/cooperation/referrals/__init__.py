"""Remisser, planärenden och samråd: what came in for an opinion, the views that were collected, the opinion, and
what came of it. Reads parties and forums; leaves matters with their views and opinions.
"""
