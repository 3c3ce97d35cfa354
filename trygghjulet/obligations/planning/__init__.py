"""A year's meetings planned from the duties: what they demand, the working days there are, and a solver that finds
days that suit everything at once, or says what can't be met.
"""
