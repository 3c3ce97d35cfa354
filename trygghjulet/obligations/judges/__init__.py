"""One way of judging for each form of `when`."""
