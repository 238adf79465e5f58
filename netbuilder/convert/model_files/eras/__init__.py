"""Spellings of layers, one era a file: each brings a layer into the spelling of the next, up to Keras 3."""
