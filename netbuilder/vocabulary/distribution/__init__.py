"""How a model is spread over devices, as `keras.distribution` has it."""
