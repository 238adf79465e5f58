"""What is raised for weights that cannot be put into a model."""


class WeightsRefused(Exception):
    """Weights that cannot be put into a model; the message says why."""
