"""Several devices and processes: `keras.distribution` and `jax.distributed`, with what goes wrong in silence said."""
