"""The year in plain Python: its entries, its seasons, its picture as a wheel and its calendar."""
