"""The numbered steps that bring ``course.db`` to the present schema; released ones never change."""
