"""What Solvik's people have written: their agreement, their forums and two whole turns of the wheel."""
