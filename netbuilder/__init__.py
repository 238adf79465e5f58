"""netbuilder: a Keras network as a short YAML file, checked with line and column, built as a `keras.Sequential`."""
