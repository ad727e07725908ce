"""Fidelity ratings of sessions: forms, scores, agreement."""
