"""The layers, by family; the file names are Keras' own words for the families."""
