"""Statistics of a cohort, functions of exact tallies."""
