"""A forum, or several together, held against 10 § of the act criterion by criterion, and alternatives beside each
other. Reads forums, blueprints and parties; leaves alternatives, answers and marks with their reasons.
"""
