"""One folder for each outside source: read.py turns bytes into rows and findings without knowing the web,
load.py tells scanning that the source exists.
"""
