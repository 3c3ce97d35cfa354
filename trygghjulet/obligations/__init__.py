"""The language of duties: what the clauses of agreements oblige someone to, when it falls due, and how it stands
given what has been done. Pure: a blueprint and a record of facts in, standings out. Knows no web framework.
"""
