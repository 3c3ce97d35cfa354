"""What every room stands on: people and rights, the log, geography, rounds, safeguards and the look of the
pages.
"""
