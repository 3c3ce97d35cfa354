"""EST in the field: what staff report from a phone, with or without a line, and the answer they get. Reads places and
categories; leaves reports that the week's picture is drafted from and that count as material like any other.
"""
