"""What a person sees on any page."""
