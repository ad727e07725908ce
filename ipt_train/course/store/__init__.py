"""The SQLite file of a course, ``course.db``; this folder alone opens it."""
