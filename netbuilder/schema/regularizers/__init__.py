"""The regularizers, by family."""
