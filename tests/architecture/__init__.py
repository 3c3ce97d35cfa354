"""The building itself: who may import what, and what each room may hold."""
