"""What is told to whom: messages to users, in the inbox and by e-mail, each at most once. Reads parties and jobs;
leaves messages, deliveries and what each user has switched off.
"""
