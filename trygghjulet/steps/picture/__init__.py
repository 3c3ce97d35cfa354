"""Lägesbild: what the material says about an area and a period, with text by people beside the figures.
Reads datasets; leaves a frozen picture and its findings.
"""
