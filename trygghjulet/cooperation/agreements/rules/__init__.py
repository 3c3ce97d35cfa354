"""What holds for agreements, in plain Python: their life, how they end, what they cover, and what differs."""
