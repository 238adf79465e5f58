"""Metrics: numbers that are shown, and not trained on. Under Keras' names."""

from netbuilder.api.names import of_kind

__getattr__, __dir__ = of_kind(__name__)
