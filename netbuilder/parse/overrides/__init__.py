"""Overrides: `layers.2.Dense.units=128` put into a document before it is parsed."""

from netbuilder.parse.overrides.apply import apply_overrides as apply_overrides
