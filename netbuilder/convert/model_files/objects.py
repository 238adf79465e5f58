"""What Keras writes for an object -> the vocabulary's node: looked up by name in its registry, never imported."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, cast

from pydantic_core import ValidationError

from netbuilder.convert.model_files.refusal import Refused
from netbuilder.diagnostics.sentence import _, joined
from netbuilder.source.flow import flow
from netbuilder.system.caches import remembered
from netbuilder.vocabulary.base.node import Item, Node
from netbuilder.vocabulary.base.node_fields import described, noun_of
from netbuilder.vocabulary.base.registry import by_identifier, find, names
from netbuilder.vocabulary.base.validation_errors import Problem, problems_of

_KINDS = {
    "_initializer": "initializer",
    "_regularizer": "regularizer",
    "_constraint": "constraint",
    "activation": "activation",
}
_ALIASES = {
    ("initializer", "OrthogonalInitializer"): "Orthogonal",
    ("initializer", "IdentityInitializer"): "Identity",
    ("initializer", "zero"): "zeros",
    ("initializer", "one"): "ones",
    ("regularizer", "WeightRegularizer"): "L1L2",
    ("regularizer", "L1L2Regularizer"): "L1L2",
    ("regularizer", "ActivityRegularizer"): "L1L2",
    ("constraint", "maxnorm"): "MaxNorm",
    ("constraint", "nonneg"): "NonNeg",
    ("constraint", "unitnorm"): "UnitNorm",
    ("activation", "softmax_v2"): "softmax",
    ("activation", "log_softmax_v2"): "log_softmax",
}
"""Names of other eras, by kind."""
_RENAMED = {"MaxNorm": {"m": "max_value"}, "MinMaxNorm": {"low": "min_value", "high": "max_value"}}
"""Options of Keras 1's constraints."""
_NAMED_SCALES = {
    (1.0, "fan_avg", "uniform"): "GlorotUniform",
    (1.0, "fan_avg", "normal"): "GlorotNormal",
    (2.0, "fan_in", "uniform"): "HeUniform",
    (2.0, "fan_in", "normal"): "HeNormal",
    (1.0, "fan_in", "uniform"): "LecunUniform",
    (1.0, "fan_in", "normal"): "LecunNormal",
}
"""VarianceScaling with options that have a name of their own."""


class Written(NamedTuple):
    """An object as a file writes it."""

    name: str
    options: dict[str, Any]
    is_foreign: bool = False
    """Whether its package is not Keras'."""


@remembered
def kind_of(option: str) -> str | None:
    """The kind of thing that an option holds: `kernel_initializer` an initializer; None for plain values."""
    return next((kind for ending, kind in _KINDS.items() if option.endswith(ending)), None)


def written(value: Any) -> Written | None:
    """The class and the options that a value stands for; None where it is no object."""
    if isinstance(value, str):
        return _unpacked(value, {})
    if not isinstance(value, dict):
        return None
    name, options = value.get("class_name"), value.get("config")
    if name == "function":
        return written(options) if isinstance(options, str | dict) else None
    if isinstance(name, str):
        module = value.get("module")
        object_ = _unpacked(name, options if isinstance(options, dict) else {})
        root = module.partition(".")[0] if isinstance(module, str) else "keras"
        if root not in ("keras", "tensorflow", "tf_keras", "builtins"):
            return object_._replace(is_foreign=True)
        return object_
    if isinstance(value.get("name"), str):  # Keras 1
        return Written(value["name"], {key: item for key, item in value.items() if key != "name"})
    return None


def _unpacked(name: str, options: dict[str, Any]) -> Written:
    package, _, short = name.rpartition(">")
    return Written(short, options, package not in ("", "Custom", "keras"))


def node(kind: str, value: Any, label: str) -> Item | None:
    """The node that a written object stands for; None for a regularizer of strength 0.

    Raises:
        Refused: the vocabulary has none of that name, or it does not take these options.
    """
    stored = written(value)
    if stored is None:
        raise Refused(
            "unreadable", _("{label}: {kind} is written in no way that Keras has", label=label, kind=described(kind))
        )
    name = _ALIASES.get((kind, stored.name), stored.name)
    options = {_RENAMED.get(name, {}).get(key, key): item for key, item in stored.options.items()}
    # Keras 3 writes a module.
    if kind == "initializer" and name in ("VarianceScaling", "VarianceScalingV2") and "module" not in value:
        name, options = _scaled(options)
    if kind == "regularizer" and name in ("L1L2", "L1", "L2", "l1_l2", "l1l2"):
        return _penalty(name, options, label)
    cls = None if stored.is_foreign else _class(kind, name)
    if cls is None:
        raise Refused(
            "custom-layer", _("{label}: `{name}` is no {kind} of Keras", label=label, name=name, kind=noun_of(kind))
        )
    return make(cls, options, label)


def _class(kind: str, name: str) -> type[Item] | None:
    lookups: tuple[Callable[[], str], ...] = (
        lambda: name,
        lambda: name.removesuffix("V2").removesuffix("V1"),
        lambda: next((candidate for candidate in names(kind) if candidate.lower() == name.lower()), name),
    )
    return next((cls for spelled in lookups if (cls := by_identifier(kind, spelled())) is not None), None)


def make(cls: type[Item], options: Mapping[str, Any], label: str, lost: list[str] | None = None) -> Item:
    """A node with the options that its class has; the names of others that say something are added to `lost`.

    Raises:
        Refused: an option has a value that Keras 3 does not take.
    """
    written_names = _written_names(cls)
    values = {name: value for name, value in options.items() if name in written_names}
    if lost is not None:
        lost += [name for name in options if name not in written_names and not is_neutral(options[name])]
    try:
        return cls.model_validate(values)
    except ValidationError as error:
        # Files say null for what was left out, also where Keras 3 wants a value or nothing.
        present = {name: value for name, value in values.items() if value is not None}
        if len(present) < len(values):
            return make(cls, present, label)
        raise _refusal(problems_of(error, cls, values), cls, label) from None


@remembered
def _written_names(cls: type[Item]) -> frozenset[str]:
    """What the options of a class are called in files."""
    return frozenset(cls.written_name(option) for option in cls.option_names())


@remembered
def plain_defaults(cls: type[Item]) -> dict[str, Any]:
    """The defaults of a class' options, by their names in files; those that have to be said are not among them."""
    fields = {cls.written_name(option): cls.model_fields[option] for option in cls.option_names()}
    return {name: field.default for name, field in fields.items() if not field.is_required()}


def _refusal(problems: list[Problem], cls: type[Node], label: str) -> Refused:
    problem = problems[0]
    option = next((step for step in problem.path if isinstance(step, str)), "")
    if problem.kind == "missing-option":
        return Refused("unreadable", _("{label}: `{option}` is missing", label=label, option=option))
    takes = _("Keras 3 takes {expected}", expected=problem.expected) if problem.expected else ""
    why = joined("; ", [text for text in (takes, problem.why) if text])
    value = _brief(problem.value)
    return Refused(
        "not-buildable",
        _("{label}: {name} takes no `{option}: {value}`", label=label, name=cls.__name__, option=option, value=value),
        why,
    )


def _brief(value: Any) -> str:
    text = type(value).__name__ if isinstance(value, Node) else flow(value)
    return text if len(text) <= 20 else text[:17] + "..."


def is_neutral(value: Any) -> bool:
    """Whether a value of an option that Keras 3 has not says that it is not used."""
    if value is None or isinstance(value, bool):
        return not value  # True equals 1, which of a number of groups says nothing
    return value in (0, 1, "", "auto", "channels_last") or value in ([], {})


def _scaled(options: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    distribution = options.get("distribution", "truncated_normal")
    if distribution == "normal":  # a truncated one in Keras 3
        distribution = "truncated_normal"
    scale, mode = options.get("scale", 1.0), options.get("mode", "fan_in")
    short = "normal" if distribution == "truncated_normal" else distribution
    if isinstance(scale, int | float) and isinstance(mode, str) and isinstance(short, str):
        name = _NAMED_SCALES.get((float(scale), mode, short))
        if name is not None:
            return name, {key: options[key] for key in ("seed",) if key in options}
    return "VarianceScaling", options | {"distribution": distribution}


def _penalty(name: str, options: dict[str, Any], label: str) -> Item | None:
    """A penalty without its zero parts."""
    if not options and name in ("L1", "L2", "l1_l2", "l1l2"):
        return make(cast(type[Item], by_identifier("regularizer", "L1L2" if "_" in name else name)), {}, label)
    parts = {key: value for key in ("l1", "l2") if (value := options.get(key))}
    if not parts:
        return None
    cls = find("regularizer", "L1L2" if len(parts) == 2 else next(iter(parts)).upper())
    return make(cast(type[Item], cls), parts, label)
