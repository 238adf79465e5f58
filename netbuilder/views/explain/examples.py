"""A small network around one thing of the vocabulary, which checks without errors and builds."""

from typing import Any

from netbuilder.convert.layout import text
from netbuilder.convert.network_yaml import plain
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node import Item, Named
from netbuilder.vocabulary.base.registry import by_identifier
from netbuilder.vocabulary.base.training import Loss, Metric
from netbuilder.vocabulary.base.weights import Initializer

_HEADS = {
    "categorical": ("softmax", 10),
    "crossentropy": ("softmax", 10),
    "binary": ("sigmoid", 1),
    "hinge": ("tanh", 1),
}


def example(cls: type[Item]) -> str:
    """A whole config that uses the class, with its smallest options."""
    return text(_network(cls))


def _network(cls: type[Item]) -> dict[str, Any]:
    written = _written(cls)
    if issubclass(cls, Layer):
        return {"input": list(cls.example_input), "layers": [written]}
    if issubclass(cls, Initializer) and cls.family == "stft":
        kernel = {"filters": 10, "kernel_size": 16, "kernel_initializer": written, "trainable": False}
        return {"input": [64, 1], "layers": [{"Conv1D": kernel}]}
    dense: dict[str, Any] = {"units": 4}
    if cls.kind in ("activation", "initializer", "regularizer", "constraint"):
        option = cls.kind if cls.kind == "activation" else f"kernel_{cls.kind}"
        return {"input": [4], "layers": [{"Dense": {**dense, option: written}}]}
    if cls.kind == "cell":
        return {"input": [5, 3], "layers": [{"RNN": {"cell": written}}]}
    if cls.kind == "schedule":
        return _compiled({"optimizer": {"SGD": {"learning_rate": written}}, "loss": "mse"})
    if cls.kind == "optimizer":
        return _compiled({"optimizer": written, "loss": "mse"})
    if issubclass(cls, Loss):
        return _compiled({"optimizer": "adam", "loss": written}, *_head(cls))
    assert issubclass(cls, Metric)
    loss = _loss_for(cls)
    node = by_identifier("loss", loss)
    assert node is not None
    assert issubclass(node, Loss)
    return _compiled({"optimizer": "adam", "loss": loss, "metrics": [written]}, *_head(node))


def _written(cls: type[Item]) -> Any:
    """The class as a file would say it."""
    if cls.example:
        return {cls.__name__: plain(cls.example)}
    if cls.only_bare:
        return cls.__name__
    if issubclass(cls, Named) and cls.identifiers and cls.callable_bare:
        return cls.identifiers[0]
    return {cls.__name__: {}} if issubclass(cls, Named) and not cls.callable_bare else cls.__name__


def _compiled(compile_: dict[str, Any], activation: str = "linear", units: int = 1) -> dict[str, Any]:
    head: dict[str, Any] = {"units": units}
    if activation != "linear":
        head["activation"] = activation
    return {
        "input": [8],
        "layers": [{"Dense": {"units": 16, "activation": "relu"}}, {"Dense": head}],
        "compile": compile_,
    }


def _head(cls: type[Loss]) -> tuple[str, int]:
    if cls.labels == "minus_one_one":
        return ("tanh", 1)
    if cls.one_sided:
        return ("softmax", 10) if cls.family == "other" and cls.labels == "" else ("softplus", 1)
    return _HEADS.get(cls.family, ("linear", 1))


def _loss_for(cls: type[Metric]) -> str:
    """A loss that a metric fits to."""
    by_labels = {
        "integer": "sparse_categorical_crossentropy",
        "one_hot": "categorical_crossentropy",
        "any": "categorical_crossentropy",
        "zero_one": "binary_crossentropy",
    }
    return by_labels.get(cls.labels, "binary_crossentropy" if cls.family == "binary" else "mse")
