"""What people answer in surveys of perceived safety, and where it parts from crime."""
