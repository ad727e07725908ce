"""Reading files of banks."""
