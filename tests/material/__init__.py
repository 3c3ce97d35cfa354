"""From a handed-in file to the picture: counted once or not at all, and nothing else is harmed."""
