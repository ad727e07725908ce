"""Times our commands beside other people's, in turn, and writes what came out."""
