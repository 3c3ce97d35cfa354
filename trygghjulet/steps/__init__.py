"""The wheel, one room for each step, in order; a step reads earlier steps and never later ones."""
