"""The SQLite file of a log; the files of this folder alone write it."""
