"""Dtypes and precisions that TensorFlow does not take, tried on another backend: `python -m tests.backends.values jax`.

Every network that NB109 or NB122 refuses on TensorFlow is built there without its rules and predicted or trained: what
is refused on that backend has to stop, and all else has to run. `... jax 20` tries every 20th of them. Prints as JSON
how many there were, and those of which something else was said than what happened.
"""

import json
import os
import sys
import warnings
from collections.abc import Iterator
from typing import Any, NamedTuple

import netbuilder as nb
from netbuilder.engine.build import build
from netbuilder.graph import resolve
from netbuilder.parse.draft import of_network
from netbuilder.plan import plan
from netbuilder.vocabulary.base.registry import every
from tests.backends.survey import LAYERS

PRECISIONS = ("float16", "bfloat16", "float64", "mixed_float16", "mixed_bfloat16")
DTYPES = ("int32", "uint8", "uint32", "bool")
COMPILE = {"optimizer": "sgd", "loss": "mse"}
UNSAID = ("GaussianDropout", "GaussianNoise")
"""They take whole numbers and cannot be told to compute in them: of the second nothing is said there."""


class Case(NamedTuple):
    """One network, as keywords, that may stop."""

    label: str
    network: dict[str, Any]
    is_trained: bool


def cases() -> Iterator[Case]:
    """Every layer with values and precisions of all kinds, and what else a precision can stop."""
    for cls in LAYERS:
        if cls.input_dtype == "string":
            continue
        entry, layer = {"shape": list(cls.example_input), "dtype": cls.input_dtype}, {cls.__name__: cls.example}
        for dtype in DTYPES:
            of_its_own = {cls.__name__: {**cls.example, "dtype": dtype}}
            yield from _both(f"{cls.__name__} in {dtype}", {"input": entry, "layers": [of_its_own]})
            yield from _both(f"{cls.__name__} of {dtype}", {"input": {**entry, "dtype": dtype}, "layers": [layer]})
        for precision in PRECISIONS:
            runtime = {"precision": precision}
            yield from _both(f"{cls.__name__} in {precision}", {"input": entry, "layers": [layer], "runtime": runtime})
        for precision in ("float16", "mixed_bfloat16"):
            own = {cls.__name__: {**cls.example, "dtype": precision}}
            before = ["LayerNormalization", own]
            yield from _both(f"{cls.__name__} behind weights in {precision}", {"input": entry, "layers": before})
            uncast = {cls.__name__: {**cls.example, "dtype": precision, "autocast": False}}
            yield from _both(f"{cls.__name__} uncast in {precision}", {"input": entry, "layers": [uncast]})
    for kind, option in (("activation", "activation"), ("initializer", "kernel_initializer")):
        for named in every(kind):
            dense = {"Dense": {"units": 8, option: {named.__name__: named.example}}}
            for precision in PRECISIONS:
                network = {"input": [8], "layers": [dense], "runtime": {"precision": precision}}
                yield Case(f"{named.__name__} in {precision}", network, False)
    for function in every("activation"):
        for dtype in DTYPES:
            layer = {"Activation": {"activation": {function.__name__: function.example}}}
            network = {"input": {"shape": [8], "dtype": dtype}, "layers": [layer]}
            yield Case(f"{function.__name__} of {dtype}", network, False)
    for optimizer in every("optimizer"):
        compiled = {"optimizer": {optimizer.__name__: optimizer.example}, "loss": "mse"}
        network = {"input": [8], "layers": [{"Dense": {"units": 8}}], "runtime": {"precision": "float64"}}
        yield Case(f"{optimizer.__name__} in float64", {**network, "compile": compiled}, True)


def _both(label: str, network: dict[str, Any]) -> Iterator[Case]:
    yield Case(label, network, False)
    yield Case(f"{label}, trained", {**network, "compile": COMPILE}, True)


def network_of(case: Case, backend: str) -> nb.Network | None:
    """The network on a backend; None where its options do not go together."""
    try:
        return nb.Network(
            seed=1, **{**case.network, "runtime": {**case.network.get("runtime", {}), "backend": backend}}
        )
    except nb.ConfigError:
        return None


def is_refused(network: nb.Network) -> bool:
    """Whether NB109 or NB122 says that Keras stops."""
    errors = [error for error in nb.check(network).errors if error.code in ("NB109", "NB122")]
    return any("stops" in error.why for error in errors)


def refused_on_tensorflow() -> list[Case]:
    """Those that TensorFlow stops at; trained, where it does not stop before."""
    refused = [case for case in cases() if (network := network_of(case, "tensorflow")) and is_refused(network)]
    labels = {case.label for case in refused}
    return [case for case in refused if case.label.removesuffix(", trained") not in labels or not case.is_trained]


def stops(case: Case, network: nb.Network) -> bool:
    """Whether Keras stops, run without graphs."""
    import numpy as np

    try:
        model: Any = build(plan(resolve(of_network(network)))).model
        import keras

        shape = (2, *[size or 4 for size in model.input_shape[1:]])
        x = keras.ops.convert_to_tensor(np.ones(shape), dtype=model.inputs[0].dtype)
        model(x, training=False)
        if case.is_trained:
            model.compile(optimizer=model.optimizer, loss=model.loss, run_eagerly=True)
            targets = np.zeros((2, *[size or 4 for size in model.output_shape[1:]]))
            model.fit(np.ones(shape, keras.backend.standardize_dtype(x.dtype)), targets, batch_size=2, verbose=0)
    except Exception:  # of whatever kind the backend has
        return True
    return False


def main(backend: str, step: int) -> None:
    """Print those of which something else was said than what happened."""
    warnings.simplefilter("ignore")
    tried = refused_on_tensorflow()[::step]
    wrong = []
    for case in tried:
        network = network_of(case, backend)
        assert network is not None
        is_unsaid = case.label.startswith(UNSAID) and not is_refused(network)
        if not is_unsaid and stops(case, network) != is_refused(network):
            wrong.append(case.label)
    print(json.dumps([len(tried), wrong]))


if __name__ == "__main__":
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1)
