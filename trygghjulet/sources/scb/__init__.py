"""SCB: official statistics, from the open interface PxWeb."""
