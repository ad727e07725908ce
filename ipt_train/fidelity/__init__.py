"""Ratings of how far, and how well, a session was IPT."""
