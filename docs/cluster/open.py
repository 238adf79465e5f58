"""The file is an ordinary one: plain Keras opens it, on any backend, without netbuilder."""

import keras
import numpy as np

draws = np.random.default_rng(0)
x = draws.normal(size=(1000, 64)).astype("float32")
predicted = keras.models.load_model("model.keras").predict(x[:100], verbose=0)
first, second = np.load("predicted0.npy"), np.load("predicted1.npy")
assert (first == second).all(), "the processes have other weights"
print(f"{keras.backend.backend()} opens it; largest difference {abs(predicted - first).max():.1e}")
assert np.allclose(predicted, first, atol=1e-5)
