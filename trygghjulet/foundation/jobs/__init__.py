"""Work that goes on after the page has been answered. Holds nothing yet."""
