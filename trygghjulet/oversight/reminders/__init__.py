"""Who is reminded of which duty, and when: before it is due, at risk and overdue; and of weeks that were not decided.
Reads duties, functions and weeks; leaves messages in the inboxes.
"""
