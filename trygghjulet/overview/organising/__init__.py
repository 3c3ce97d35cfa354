"""Setting up the forums that the blueprints name, with all that the blueprints tell of them."""
