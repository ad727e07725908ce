"""A learner's data: profiles, settings, backups, imports."""
