"""The act in the language of duties, what people note about it, and how its paragraphs stand a day."""
