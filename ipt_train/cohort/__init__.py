"""Statistics of a cohort: pure functions of exact integer tallies of answers.

Rasch and other latent-trait models are left out: they need hundreds of sittings, and the
libraries that fit them bring a numerical stack with them.
"""
