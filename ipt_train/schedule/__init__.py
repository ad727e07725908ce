"""Scheduling: study days, FSRS-6 memory, learning steps, fuzz and leeches."""
