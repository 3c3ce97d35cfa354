"""What is asked and when, and what the counted answers say: plain Python."""
