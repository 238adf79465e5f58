"""A piece of a network as plain data of a file, from a name, options and values as people write them elsewhere."""

from typing import Any, NamedTuple

from netbuilder.diagnostics import Change, Path, Suggestion
from netbuilder.diagnostics.closest import closest
from netbuilder.diagnostics.suggestion import example
from netbuilder.source.flow import flow
from netbuilder.suggest.budget import is_small
from netbuilder.suggest.coerce import Reading, coerced
from netbuilder.suggest.input_sizes import as_input
from netbuilder.suggest.older_keras import ALIAS, decaying, respelt
from netbuilder.suggest.phrases import Surroundings, typed, written_owner
from netbuilder.suggest.python_calls import Call, Variable, called
from netbuilder.suggest.resolve_name import meant_class, meant_name, meant_option
from netbuilder.suggest.synonyms import TYPE_KEYS
from netbuilder.system.caches import remembered
from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.node import Named, Node
from netbuilder.vocabulary.base.placeholders import item_kind, slot_kind
from netbuilder.vocabulary.base.registry import by_identifier, every, find
from netbuilder.vocabulary.base.validation_errors import passes

_SAVED = {"config", "module", "registered_name", "build_config"}
"""What Keras saves of an object beside its class."""
_OF_TORCH = ("1d", "2d", "3d")
"""Ends of names: Conv2d(3, 16, 3) has what comes in as its first argument."""


class Rewritten(NamedTuple):
    """Options of a class under the names that they have here."""

    options: dict[str, Any]
    missing: dict[str, Any]
    """What cannot be left out and nobody wrote, as the example of the class has it."""
    foreign: dict[str, Any]
    """What was said and is no option here: what comes in, what another tool keeps for itself."""
    is_certain: bool

    @property
    def whole(self) -> dict[str, Any]:
        """The options with the example's values for what is missing."""
        return self.missing | self.options


def rewritten(kind: str, value: Any) -> Reading | None:
    """The node of a kind that a value stands for, complete and with every value that was written; else None."""
    named = named_in(kind, value)
    if named is None:
        return _of_number(kind, value)
    name, options = named
    cls = meant_class(kind, name)
    if cls is None:
        return None
    inside = options_of(cls, name, options)
    if inside is None or inside.missing or inside.foreign:
        return None
    if inside.options:
        return Reading({cls.__name__: inside.options}, inside.is_certain)
    is_known = by_identifier(kind, name) is not None
    bare = name if is_known else _bare_name(cls, meant_name(kind, name))
    return Reading(bare, is_known) if bare else None


def _bare_name(cls: type[Node], meant: str | None) -> str | None:
    """The string for a class with its defaults, the one that was meant if it is one; None where Keras takes none."""
    if not issubclass(cls, Named):
        return cls.__name__
    if not cls.callable_bare:
        return None
    names = (*cls.identifiers, cls.__name__)
    return meant if meant in names and meant.islower() else names[0]


def _of_number(kind: str, value: Any) -> Reading | None:
    """What Keras' users write as a number elsewhere: a penalty, and a constant."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    if kind == "regularizer":
        return Reading({"L2": {"l2": value}}, is_certain=False)
    if kind == "initializer":
        constant = "zeros" if value == 0 else "ones" if value == 1 else {"Constant": {"value": value}}
        return Reading(constant, is_certain=False)
    return None


def option_value(cls: type[Node], option: str, value: Any) -> Reading | None:
    """The value of an option as something that the option takes; None where no reading of it is."""
    field = field_of(cls, option)
    if field is None:
        return None
    if not is_small(value):
        return None
    check, kind = cls.field_of(field).validate, slot_kind(cls, field)
    if passes(check, value):
        # `optimizer=sgd` is what the program has made of it some lines above.
        return Reading(value, is_certain=not (kind == "optimizer" and isinstance(value, Variable)))
    if kind:
        is_wrapped = isinstance(value, list | tuple) and len(value) == 1
        reading = rewritten(kind, value[0] if is_wrapped else value)
    elif kind := item_kind(cls, field):
        reading = _items(kind, value)
    else:
        kinds = cls.field_of(field).kinds  # of a learning rate: a schedule
        reading = (rewritten(kinds[0], value) if kinds else None) or coerced(check, value)
    return reading if reading is not None and passes(check, reading.value) else None


def _items(kind: str, value: Any) -> Reading | None:
    """A list of nodes: `[mae]` for `mae`, `{mae: {}, RootMeanSquaredError: {name: rmse}}` and `"mae, mse"`."""
    values: list[Any]
    if isinstance(value, dict):
        values = [{name: options} if options else name for name, options in value.items()]
    elif isinstance(value, str) and called(value) is None:
        values = value.replace(",", " ").split()
    else:
        values = list(value) if isinstance(value, list | tuple) else [] if value is None else [value]
    readings = [reading for item in values if (reading := rewritten(kind, item)) is not None]
    if len(readings) < len(values):
        return None
    return Reading([reading.value for reading in readings], all(reading.is_certain for reading in readings))


def named_in(kind: str, value: Any) -> tuple[str, Any] | None:
    """Name and options of what a value stands for: a string, a call, `{type: Adam}`, `{Adam: , lr: 1}`."""
    if isinstance(value, str):
        call = called(value)
        return (value, None) if call is None else (call.name, call)
    if not isinstance(value, dict) or not value:
        return None
    for key in TYPE_KEYS:
        name = value.get(key)
        if isinstance(name, str) and meant_class(kind, name) is not None:
            rest = {other: value[other] for other in value if other != key}
            config = rest.get("config")
            return name, config if isinstance(config, dict) and rest.keys() <= _SAVED else rest
    first, *others = value
    if not others:
        return (first, value[first]) if meant_class(kind, first) is not None else None
    # Too many layers have the same options; and a file may hold thousands, each written so.
    fitting = [cls for cls in every(kind) if value.keys() <= _written_names(cls)] if kind != "layer" else ()
    if len(fitting) == 1:
        return fitting[0].__name__, value  # {l1: 0.01, l2: 0.01}
    inside, cls = value[first] if value[first] is not None else {}, meant_class(kind, first)
    option = cls.written_name(cls.option_names()[0]) if cls is not None and cls.option_names() else ""
    if cls is not None and type(inside) in (int, float) and takes(cls, option, inside):
        inside = {option: inside}  # `Dense: 16`, and its options on the next lines
    if not isinstance(inside, dict) or inside.keys() & others:
        return None
    return first, {**inside, **{key: value[key] for key in others}}


@remembered
def _written_names(cls: type[Node]) -> frozenset[str]:
    return frozenset(map(cls.written_name, cls.option_names()))


def options_of(cls: type[Node], name: str, options: Any) -> Rewritten | None:
    """Options as people write them, under their own names; None where a value would find no place."""
    names = [cls.written_name(option) for option in cls.option_names()]
    first, is_certain = names[0] if names else "", True
    whole = called(options) if isinstance(options, str) else None
    if whole is not None and whole.name in (cls.__name__, written_owner(cls)):
        options = whole  # compile: model.compile(loss='mse')
    is_python = isinstance(options, Call)
    pairs, args = _written(cls, first, options)
    is_other_tools = bool(args) and not _has_our_order(cls, name)
    if is_python:
        args, keywords, is_certain = respelt(name, args, dict(pairs))
        pairs = list(keywords.items())
    pairs = [*zip(names, args, strict=False), *pairs]
    if len(args) > len(names) or is_other_tools or not is_small(dict(pairs)):
        return None  # another tool has its arguments in another order
    values: dict[str, Any] = {}
    foreign: dict[str, Any] = {}
    for key, value in pairs:
        # Keras has arrays there, a file the name of an initializer.
        is_weights = is_python and key == "weights"
        option = key if key in names else None if is_weights else meant_option(key, cls)
        if option is None:
            foreign[key] = value
            continue
        if option in values:
            return None
        reading = option_value(cls, option, value)
        # In a call what has a name is surely what it says; a variable is there to be filled in.
        is_sure = is_python and (isinstance(value, Variable) or key not in names[: len(args)])
        if reading is None and args and not is_sure:
            return None
        # Plain data under a name that no reading fits stays, for the next check to say.
        reading = reading or Reading(value)
        values[option] = reading.value
        is_certain &= reading.is_certain
    if getattr(cls, "kind", "") == "optimizer" and "decay" in foreign and cls.__name__ != "Nadam":
        _schedule(values, foreign)
    needed = [cls.written_name(option) for option, field in cls.model_fields.items() if field.is_required()]
    missing = {option: cls.example.get(option) for option in needed if option not in values}
    ordered = {option: values[option] for option in names if option in values}
    return Rewritten(ordered, missing, foreign, is_certain)


def _schedule(values: dict[str, Any], foreign: dict[str, Any]) -> None:
    """Put `decay` of an optimizer into its learning rate, where both are numbers."""
    decay = foreign["decay"]
    schedule = decaying(values.get("learning_rate"), decay) if decay else None
    if schedule is not None:
        values["learning_rate"] = schedule
    if schedule is not None or decay == 0:
        del foreign["decay"]


def _has_our_order(cls: type[Node], name: str) -> bool:
    """Whether the arguments of what is called so stand in the order of the class."""
    names = [cls.__name__, *getattr(cls, "identifiers", ())]
    if "Conv" in name and name.endswith(_OF_TORCH):
        return False
    layer = find("layer", name) if issubclass(cls, Activation) else None
    if layer is not None and next(iter(layer.option_names()), "") != next(iter(cls.option_names()), ""):
        return False  # the first argument of ReLU is its maximum, that of relu its slope
    # tf.random_normal_initializer(0, 0.02)
    return ALIAS.fullmatch(name) is not None or closest(name.removesuffix("_initializer"), names) is not None


def _written(cls: type[Node], first: str, options: Any) -> tuple[list[tuple[str, Any]], list[Any]]:
    """The options that have a name, as pairs, and those that have none, in their order."""
    if isinstance(options, str) and not takes(cls, first, options):
        # `Dense: 128, relu` and `Dense: (128, activation='relu')`.
        bare = options[1:-1].strip() if options[:1] == "(" and options[-1:] == ")" else None
        call = called(f"{cls.__name__}({options})") if bare != "" else None
        options = call or (called(f"{cls.__name__}({bare})") if bare is not None else None) or options
    if isinstance(options, Call):
        return list(options.options.items()), options.args
    if isinstance(options, dict):
        return list(options.items()), []
    if not isinstance(options, list | tuple) or takes(cls, first, options):
        return [], [] if options is None else [options]
    if all(isinstance(item, dict) for item in options):
        return [pair for item in options for pair in item.items()], []  # a dash before every option
    return [], list(options)


def field_of(cls: type[Node], option: str) -> str | None:
    """The name of the field behind an option."""
    if option in cls.model_fields:
        return option
    return next((name for name in cls.model_fields if option == cls.written_name(name)), None)


def takes(cls: type[Node], option: str, value: Any) -> bool:
    """Whether an option takes a value."""
    field = field_of(cls, option)
    return field is not None and passes(cls.field_of(field).validate, value)


def node_change(path: Path, value: Any) -> Change | None:
    """A node in the place of what stands there; None where it is too long to be typed."""
    yaml = typed(value)
    if yaml is None:
        return None
    if "layers" in path and isinstance(path[-1], int):
        return Change(path, "entry", yaml.removeprefix("{").removesuffix("}"))
    return Change(path, "value", yaml)


def node_yaml(cls: type[Node], options: dict[str, Any] | None = None) -> str:
    """A node of that class as an entry of a mapping, with options that were written or those of its example."""
    word = written_owner(cls)
    yaml = typed({word: options}) if options else None
    return (yaml or flow({word: cls.example}))[1:-1]


def node_suggestion(cls: type[Node], inside: Rewritten | None, path: Path, around: Surroundings) -> Suggestion:
    """The class with its options in a place, and at the top what it says of the input.

    An example where an option is missing, or a value finds no place.
    """
    if inside is not None and not inside.missing and (inside.options or getattr(cls, "callable_bare", True)):
        beside = as_input(cls, inside.foreign, path, around)
        change = node_change(path, {cls.__name__: inside.options} if inside.options else cls.__name__)
        if beside is not None and change is not None:
            return Suggestion((change, *beside), safe=inside.is_certain)
    yaml = node_yaml(cls, inside.whole if inside is not None else None)
    return example(f"- {yaml}" if "layers" in path and isinstance(path[-1], int) else f"{{{yaml}}}")
