"""Simulations that show whether promised rates hold: coverage, false finds and power of every method.

A calibration is a module with `TITLE` and `claims(rng, scale)`, which yields `Claim`s; `scale` multiplies how many
times each case is simulated. Run `python -m benchmarks.calibration [--scale 0.1] [NAME …]`.
"""
