"""Users, rights and roles, and the one way to ask for a right. Leaves users."""
