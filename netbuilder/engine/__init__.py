"""The one room that imports Keras and TensorFlow: a plan becomes a model, in memory and on disk."""
