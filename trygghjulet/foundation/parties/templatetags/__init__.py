"""What the pages ask of the parties and their people."""
