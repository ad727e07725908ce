"""Statistics of a cohort: pure functions of exact integer tallies of answers."""
