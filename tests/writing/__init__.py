"""What every write owes: a right, a row in the log, no personal data and nothing that is somebody else's."""
