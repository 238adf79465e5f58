"""What a node says of itself, as lines of a golden file: facts, shapes, weights, dtypes, words of what it refuses."""

from collections.abc import Callable, Mapping
from typing import Any

from netbuilder.vocabulary.base.dtypes import Ids
from netbuilder.vocabulary.base.facts import _Fact
from netbuilder.vocabulary.base.history import history
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_names import identifier_of
from netbuilder.vocabulary.base.layer_roles import Recurrent
from netbuilder.vocabulary.base.node import Named, Node
from netbuilder.vocabulary.base.shapes import Fans, ShapeError, UnknownShape
from netbuilder.vocabulary.base.weights import Weight

SHAPES = ((2, 6), (2, 8, 3), (2, 8, 8, 3), (None, None, 8, 6), (2, 8, 8, 8, 3), (2, 4, 8, 8, 8, 2))
DTYPES = ("float32", "float16", "int8", "int32", "uint8", "uint64", "bool", "string")


def written(value: object) -> str:
    """A value, with sets in the order of their members and nodes by their class and what was written."""
    if isinstance(value, frozenset):
        return f"<{' '.join(sorted(map(str, value)))}>"
    if isinstance(value, Node):
        return f"{type(value).__name__}{written(value.written_options()) if value.written else ''}"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {written(part)}" for key, part in value.items()) + "}"
    if type(value) in (list, tuple):
        return f"[{', '.join(map(written, value))}]"  # type: ignore[call-overload]
    return f"{value:.5g}" if isinstance(value, float) else repr(value)


def facts(node: Any) -> dict[str, str]:
    """Every property, and every fact that its options decide."""
    bases = [base for base in type(node).__mro__ if base.__module__.startswith("netbuilder")]
    names = {name for base in bases for name, value in vars(base).items() if isinstance(value, property | _Fact)}
    values = {name: _asked(node, name) for name in sorted(names - {"written", "identifier"})}
    concerned = [str(at) for at, note in enumerate(history(type(node)).notes) if note.concerns(node)]
    idle = [option for counts in node.counts_with if counts.is_idle(node) for option in counts.options]
    told = {**values, "notes": " ".join(concerned), "idle": " ".join(idle)}
    if isinstance(node, Named):
        told["string"] = str(identifier_of(node))
    return {name: value for name, value in told.items() if value not in ("None", "")}


def _asked(node: Any, name: str) -> str:
    try:
        value = getattr(node, name)
    except NotImplementedError:
        return "None"
    return "itself" if value is node else written(value)


def refused(error: Exception) -> str:
    """Everything that is said of an input that does not fit."""
    if not isinstance(error, ShapeError):
        return type(error).__name__
    words = [f"{error.cause}: {error}", f"[{error.field}]", f"{error.why}", f"=> {error.fix}"]
    return "; ".join(word for word in words if word not in ("[]", "", "=> "))


def shapes(layer: Any, own: tuple[Any, ...] = ()) -> dict[str, str]:
    """What comes out of inputs of every rank, and by which weights."""
    answers = {str(shape): shape_of(layer, shape) for shape in dict.fromkeys([*SHAPES, *([own] if own else [])])}
    if own:
        try:
            weights = [
                f"{weight.name}:{weight.role}:{weight.initializer}{'' if weight.trainable else ':fixed'}"
                for weight in layer.weights(own)
            ]
            answers["weights"] = " ".join(dict.fromkeys(weights))
        except (ShapeError, UnknownShape):
            answers["weights"] = "none"
    return answers


def shape_of(layer: Any, shape: tuple[Any, ...]) -> str:
    try:
        output = layer.output_shape(shape)
        weights = "".join(
            f" {weight.name}{weight.shape}"
            + (f"~{weight.fans.inputs:g}x{weight.fans.outputs:g}" if weight.fans else "")
            for weight in layer.weights(shape)
        )
    except (ShapeError, UnknownShape) as error:
        return refused(error)
    more = [
        f" {name} {value}"
        for name, value, usual in (
            ("predicts", layer.predicted_shape(shape), output),
            ("foretold", layer.foretold_shape(shape), output),
            ("a group", layer.values_a_group(shape), None),
            ("for 3.7", written(layer.respelled((3, 7, 0), shape)), "{}"),
            ("for 3.8", written(layer.respelled((3, 8, 0), shape)), "{}"),
            ("on GPUs in", [p for p in ("float32", "float16") if layer.may_lack_cpu_kernel(p, shape)], []),
        )
        if value != usual
    ]
    return f"{output}{weights}{''.join(more)}"


def fans(weight: Weight) -> str:
    return f"~{weight.fans.inputs:g}x{weight.fans.outputs:g}" if weight.fans else ""


def dtypes(layer: Layer) -> dict[str, str]:
    """What becomes of values of every dtype, in single and in mixed precision."""
    outcomes: dict[str, list[str]] = {}
    for dtype in DTYPES:
        if layer.accepts(dtype):
            fit = "" if layer.accepts(dtype, training=True) else " not in fit"
            outcome = f"{layer.output_dtype(dtype, 'float32')}|{layer.output_dtype(dtype, 'mixed_float16')}{fit}"
            outcomes.setdefault(outcome, []).append(dtype)
    elsewhere = [f"{name}:{dtype}" for name in ("jax", "torch") for dtype in DTYPES if layer.runs_on(name, dtype)]
    return {
        "dtypes": ", ".join(f"{' '.join(names)} -> {outcome}" for outcome, names in outcomes.items()),
        "elsewhere": " ".join(elsewhere),
        "ids": written(layer.output_ids(Ids(5, True))),
    }


def layer(node: Any) -> dict[str, str]:
    states = {"states": " ".join(map(_path, node.states()))} if isinstance(node, Recurrent) else {}
    return {**facts(node), **states, **shapes(node, (2, *node.example_input)), **dtypes(node)}


def _path(state: tuple[tuple[str | int, ...], Node]) -> str:
    return "/".join(map(str, [*state[0], type(state[1]).__name__]))


def cell(node: Any) -> dict[str, str]:
    weights = [
        f"{w.name}{w.shape}:{w.role}:{w.initializer}:{w.trainable}:{written(w.fans)}" for w in node.weights_for(3)
    ]
    return {**facts(node), "weights": " ".join(weights), "states": " ".join(map(_path, node.states()))}


def initializer(node: Any) -> dict[str, str]:
    """How large an initializer's values are for a square kernel and for one that is not."""
    answers = facts(node)
    for fans, keras, shape in (
        (Fans(4, 4), Fans(4, 4), (4, 4)),
        (Fans(3, 8), Fans(3, 8), (3, 8)),
        (Fans(18, 4), Fans(6, 9), (3, 3, 2, 4)),
        (Fans(3, 8), Fans(3, 8), ()),
    ):
        spread = node.spread(fans, keras, shape)
        answers[f"{shape}"] = f"{written(spread)} of {written(node.counted(keras, shape))}"
    return {**answers, "center": repr(node.center()), "sibling": node.sibling("he")}


def loss(node: Any) -> dict[str, str]:
    return {**facts(node), "family for": " ".join(node.family_for(units) for units in (None, 1, 2)), **compared(node)}


def compared(node: Any) -> dict[str, str]:
    return {"counts": written([f"{c.option}:{c.least}:{c.most}" for c in node.output_counts()])}


def metric(node: Any) -> dict[str, str]:
    return {**facts(node), **compared(node)}


def optimizer(node: Any) -> dict[str, str]:
    """What an optimizer keeps for weights of several ranks."""
    answers = {**facts(node), "peak": written(node.peak())}
    for shape in ((), (3,), (3, 4), (2, 3, 4)):
        slots = [node.slots_of(shape, path) for path in ("dense/kernel", "Embedding/e", "relu/one")]
        answers[str(shape)] = f"{slots} {node.factors_of(shape)}"
    return answers


def schedule(node: Any) -> dict[str, str]:
    """The rate at some steps, and the largest."""
    rates = {str(step): f"{node.at(step):.4g}" for step in (0, 1, 2, 10, 700, 1000, 1500, 3500, 100_000)}
    return {**facts(node), **rates, "peak": repr(node.peak())}


def distribution(node: Any) -> dict[str, str]:
    meshes = {str(devices): written(node.mesh_axes(devices)) for devices in (None, 1, 8)}
    return {**facts(node), **meshes}


def section(node: Any) -> dict[str, str]:
    return {"options": written(node.written_options()), "written": repr(node), **facts(node)}


def regularizer(node: Any) -> dict[str, str]:
    return {**facts(node), "strengths": written(node.strengths())}


OF: dict[str, Callable[[Any], dict[str, str]]] = {
    "layer": layer, "cell": cell, "initializer": initializer, "loss": loss, "metric": metric, "optimizer": optimizer,
    "schedule": schedule, "distribution": distribution, "regularizer": regularizer, "activation": facts,
    "constraint": facts, "section": section,
}  # fmt: skip
