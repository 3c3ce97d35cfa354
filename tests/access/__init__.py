"""Every page and every role."""
