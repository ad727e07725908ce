"""Courses: people under pseudonyms, exams, rules, grades."""
