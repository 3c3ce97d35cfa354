"""What a handed-in file really is, and its rows or shapes, safely."""
