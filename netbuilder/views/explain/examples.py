"""A small network around one thing of the vocabulary, which checks without errors and builds."""

from typing import Any

from netbuilder.convert.layout import text
from netbuilder.convert.network_yaml import plain
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node import Item, Named
from netbuilder.vocabulary.base.registry import by_identifier
from netbuilder.vocabulary.base.training import Loss, Metric
from netbuilder.vocabulary.base.weights import Initializer


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
    if cls.kind == "distribution":
        return {
            **_compiled({"optimizer": "adam", "loss": "mse"}),
            "runtime": {"backend": "jax", "distribution": written},
        }
    if issubclass(cls, Loss):
        return _trained(cls.model_validate(cls.example), {"optimizer": "adam", "loss": written})
    assert issubclass(cls, Metric)
    return _measured(cls, written)


def _written(cls: type[Item]) -> Any:
    """The class as a file would say it."""
    if cls.example:
        return {cls.__name__: plain(cls.example)}
    if cls.only_bare:
        return cls.__name__
    if issubclass(cls, Named) and cls.identifiers and cls.callable_bare:
        return cls.identifiers[0]
    return {cls.__name__: {}} if issubclass(cls, Named) and not cls.callable_bare else cls.__name__


def _compiled(compile_: dict[str, Any], head: dict[str, Any] | None = None) -> dict[str, Any]:
    dense = {"Dense": {"units": 16, "activation": "relu"}}
    return {"input": [8], "layers": [dense, {"Dense": head or {"units": 1}}], "compile": compile_}


def _trained(loss: Loss, compile_: dict[str, Any], least: int = 1, most: int = 10) -> dict[str, Any]:
    """A network with the head that a loss takes, of at least and at most so many outputs."""
    activation, units = head_for(loss)
    units = min(max(units, least), most)
    head = {"units": units, **({"activation": activation} if activation else {})}
    if loss.aim == "overlap":
        return _mask(compile_, units, activation)
    if loss.rank == 3:
        steps: list[Any] = [{"GRU": {"units": 16, "return_sequences": True}}, {"Dense": head}]
        return {"input": [50, 8], "layers": steps, "compile": compile_}
    return _compiled(compile_, head)


def _mask(compile_: dict[str, Any], filters: int, activation: str) -> dict[str, Any]:
    """A network that says something of every pixel."""
    hidden = {"filters": 8, "kernel_size": 3, "padding": "same", "activation": "relu"}
    head = {"filters": filters, "kernel_size": 1, "activation": activation}
    return {"input": [16, 16, 3], "layers": [{"Conv2D": hidden}, {"Conv2D": head}], "compile": compile_}


def head_for(loss: Loss) -> tuple[str, int]:
    """The activation and the number of outputs that a loss takes."""
    if loss.labels == "minus_one_one":
        return ("tanh", 1)
    if loss.outputs in ("distribution", "classes") or loss.labels == "one_hot" or loss.family == "crossentropy":
        return ("softmax", 10)
    if loss.outputs == "fraction":
        return ("sigmoid", 1)
    if loss.outputs == "positive":
        return ("softplus", 1)
    return ("", 1 if loss.labels == "number" and loss.least_outputs == 1 else 4)


def _measured(cls: type[Metric], written: Any) -> dict[str, Any]:
    """A network whose loss and head a metric fits to."""
    metric = cls.model_validate(cls.example) if cls.example else cls()
    if metric.outputs == "classes" and metric.family == "segmentation":
        # What a network gives is a number for every class.
        written = {cls.__name__: plain({**cls.example, "sparse_y_pred": False})}
        metric = cls.model_validate({**cls.example, "sparse_y_pred": False})
    name = _loss_for(metric)
    loss = by_identifier("loss", name)
    assert loss is not None
    assert issubclass(loss, Loss)
    compile_: dict[str, Any] = {"optimizer": "adam", "loss": name, "metrics": [written]}
    counts = [count.most for count in metric.output_counts() if count.most is not None]
    if metric.family == "segmentation":
        softmax = metric.takes_greatest
        return _mask(compile_, counts[0] if counts else 1, "softmax" if softmax else "sigmoid")
    network = _trained(loss(), compile_, metric.least_outputs, counts[0] if counts else 10)
    # No network gives outputs that equal their labels exactly, which is what it counts.
    return network | ({"rules": {"NB310": "off"}} if metric.labels == "exact" else {})


def _loss_for(metric: Metric) -> str:
    """A loss that a metric fits to."""
    same = by_identifier("loss", type(metric).__name__)
    if same is not None and metric.outputs != "any":
        return type(metric).__name__ if not issubclass(same, Named) else same.identifiers[0]
    if metric.takes_greatest and metric.labels != "integer":
        return "categorical_crossentropy"
    by_labels = {
        "integer": "sparse_categorical_crossentropy",
        "one_hot": "categorical_crossentropy",
        "any": "categorical_crossentropy",
        "zero_one": "binary_crossentropy",
        "minus_one_one": "hinge",
    }
    return by_labels.get(metric.labels, "mse")
