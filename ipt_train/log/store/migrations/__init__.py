"""Numbered steps of the schema, each applied once and recorded in the table ``migration``."""
