"""The installation: settings, addresses and the door to the web server."""
