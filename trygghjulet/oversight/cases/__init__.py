"""Official cases (ärenden): a tjänsteutlåtande or a tjänsteskrivelse for those who decide, drafted from what the house
holds. Reads every room below, the duties and the act; leaves cases, their parts and proposals, and what was decided.
"""
