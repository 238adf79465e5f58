"""The activations, by family."""
