"""Models that Keras and TensorFlow.js have saved, read as networks: no Keras needed, and nothing in them is run."""
