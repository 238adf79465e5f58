"""The schedules, by family."""
