"""Seeds for what Keras draws, or copies, without an option for one: set on the built model."""

from typing import Any

from netbuilder.engine import compat
from netbuilder.plan import Planned


def seed_hidden(keras: Any, planned: tuple[Planned, ...], layers: list[Any]) -> None:
    """Give the plan's seeds to SpectralNormalization's vector, and to the SimpleRNN that Bidirectional copies."""
    for planned_layer, layer in zip(planned, layers, strict=True):
        if planned_layer.inner is not None:
            seed_hidden(keras, planned_layer.inner, layer.layers)
            continue
        for role, seed in planned_layer.seeds.items():
            option = role.rpartition(".")[2]
            if option == "vector_u":
                _draw_vector(keras, _owner(layer, role).vector_u, seed)
            elif option == "seed" and "." in role:
                _seed_generator(_owner(layer, role), seed)


def _owner(layer: Any, role: str) -> Any:
    """The Keras layer that a role such as `layer.seed` is about, as far as roles lead to layers."""
    for part in role.split(".")[:-1]:
        if part == "layer" and hasattr(layer, "forward_layer"):
            part = "forward_layer"
        if not hasattr(layer, part):
            break
        layer = getattr(layer, part)
    return layer


def _draw_vector(keras: Any, vector: Any, seed: int) -> None:
    initializer = keras.initializers.TruncatedNormal(stddev=0.02, seed=seed)
    vector.assign(initializer(vector.shape, dtype=vector.dtype))


def _seed_generator(layer: Any, seed: int) -> None:
    """A generator that Keras seeded itself gets the plan's seed: SimpleRNN forgets its own when it is copied."""
    generator = getattr(getattr(layer, "cell", None), "seed_generator", None)
    if generator is not None and compat.drew_seed(generator):
        compat.set_seed(generator, seed)
