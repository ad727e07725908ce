"""Fidelity ratings: scores by form and rater, agreement between raters, and the check of free text.

Bias (who rates higher) and correlation (who rises together) are never called agreement here:
two raters can correlate perfectly while one is always a point higher.
"""
