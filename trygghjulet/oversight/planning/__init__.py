"""Planning forward: a year's meetings proposed from the duties, with what can't be met. Reads duties and forums; leaves
proposals, and the settings they were made with.
"""
