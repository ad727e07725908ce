"""Courses: people, collecting, grading, cohort statistics."""
