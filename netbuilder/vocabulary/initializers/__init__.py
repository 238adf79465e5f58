"""The initializers, by family."""
