"""Studying: events, their fold, settings, responses, judgement and the session."""
