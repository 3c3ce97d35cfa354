"""How much: rates, standardised and steadied, beside the rest and peers, and weighed by harm."""
