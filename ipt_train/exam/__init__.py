"""Exams: assembling papers, taking them, marking them centrally."""
