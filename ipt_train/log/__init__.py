"""A learner's log: events, what they fold to, and where they are kept."""
