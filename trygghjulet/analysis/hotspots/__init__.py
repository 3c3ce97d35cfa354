"""Where there is more than chance would put there, and whether it lasts."""
