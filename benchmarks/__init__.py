"""Measurements of speed: one file a benchmark; ``python -m benchmarks --list`` names them."""
