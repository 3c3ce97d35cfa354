"""SCB as it answers."""
