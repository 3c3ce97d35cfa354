"""What an official case consists of, when it is whole, and how its parts are drafted: plain Python."""
