"""Commands: each parses, calls one operation and returns a reply."""
