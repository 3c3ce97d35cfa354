"""The command `trygghjulet`: everything that can be done without a browser."""
