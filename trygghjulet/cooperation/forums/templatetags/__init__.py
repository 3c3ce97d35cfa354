"""Tags of the forums' room."""
