"""Standard setting: where to pass, each method with its standard error."""
