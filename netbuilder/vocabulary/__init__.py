"""The vocabulary: one class per Keras layer, initializer, optimizer, loss, ... and the whole document.

A class is found by its name, never by a list: `registry` scans this folder's source for `class X(`, so that a
file is imported only when a network uses something of it. The folder is the kind: what stands in
`initializers/` is an initializer. Nothing here knows YAML or Keras.
"""
