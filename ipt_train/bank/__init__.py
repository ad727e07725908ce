"""Question banks: read, checked, exchanged, looked up."""
