"""The installation's settings: `base` for every installation, `test` for the suite."""
