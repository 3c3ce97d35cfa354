"""Trygghjulet: the joint crime-prevention work of a municipality and its police, from data to feedback."""
