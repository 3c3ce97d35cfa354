"""Who is reminded of which duty, and when: before it is due, at risk and overdue. Reads duties and functions; leaves
messages in the inboxes.
"""
