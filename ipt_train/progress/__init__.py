"""Statistics of a learner's log: pure functions of what was answered, in exact integers."""
