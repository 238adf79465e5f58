"""The cells, by family."""
