"""Exams: blueprints, papers, keys, sittings and submissions."""
