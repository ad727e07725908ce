"""ipt-train: learn Interpersonal Psychotherapy and show that one has learned it."""

__version__ = "0.1.0"
