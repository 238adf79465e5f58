"""How large a model file's topology may be; the largest real ones have 800 layers in 0.8 MB."""

MAX_BYTES = 16_000_000
"""Of a topology: a JSON or YAML text, a member of an archive, an attribute of an HDF5 file."""

MAX_GRAPH_BYTES = 64_000_000
"""Of a `saved_model.pb`, which holds the operations of every layer beside the topology."""

MAX_DEPTH = 100
"""Objects within objects."""

MAX_VALUES = 1_000_000
"""Keys and values, aliases written out."""

MAX_LAYERS = 2_000
"""Layers, nested models opened."""

MAX_WEIGHTS = 100_000
"""Arrays of weights whose shapes are read."""

MAX_WEIGHTS_BYTES = 256_000_000
"""Of weights that lie compressed in an archive: those are taken out before their shapes are read."""
