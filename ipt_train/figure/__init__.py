"""Figures: intervals and quantiles."""
