"""Pure values and functions: no files, clock, chance or terminal."""
