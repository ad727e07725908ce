"""Studying: today, cases, drills, cards, single items."""
