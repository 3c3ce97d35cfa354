"""The project's own tools: they check, draw and prepare; the product never imports them."""
