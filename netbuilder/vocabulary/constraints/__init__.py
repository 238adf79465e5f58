"""The constraints, by family."""
