"""Foreign formats: CSV in and out."""
