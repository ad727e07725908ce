"""Submissions: chained records, signed, in a zip; opened without trust."""
