"""What a learner's log amounts to: progress, competency, plan, exports."""
