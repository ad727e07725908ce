"""What a person sees, and the loops that ask."""
