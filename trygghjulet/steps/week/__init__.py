"""The week's turn: the joint picture of a weekly round, drafted before the meeting, decided there and sent out.
Reads the field's reports, the material and the measures; leaves the week's picture and what was decided in it.
"""
