"""The losses, by family."""
