"""The learner's log in SQLite; the only room that touches sqlite3."""
