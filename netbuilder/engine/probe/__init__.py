"""Measure the signal of a built model before training, and leave the model as it was."""
