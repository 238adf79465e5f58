"""A piece of a network as plain data of a file, from a name, options and values as people write them elsewhere."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from netbuilder.suggest import synonyms
from netbuilder.suggest.budget import BUDGET
from netbuilder.suggest.coerce import Reading, coerced, passes
from netbuilder.suggest.python_calls import Call, called
from netbuilder.suggest.resolve_name import meant_activation, meant_class, meant_option
from netbuilder.vocabulary.base.node import Named, Node
from netbuilder.vocabulary.base.placeholders import item_kind, slot_kind
from netbuilder.vocabulary.base.registry import by_identifier, every


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


def rewritten(kind: str, value: Any, depth: int = BUDGET.depth) -> Reading | None:
    """The node of a kind that a value stands for, complete and with every value that was written; else None."""
    named = named_in(kind, value)
    if named is None:
        return _of_number(kind, value)
    name, options = named
    cls = meant_class(kind, name)
    if cls is None and kind in ("activation", "layer"):
        activation = meant_activation(name)
        if kind == "layer" and activation and not options:
            return Reading({"Activation": {"activation": activation}})
        kind, cls = "layer", meant_class("layer", name) if kind == "activation" else None
    inside = options_of(cls, name, options, depth - 1) if cls is not None and depth else None
    if cls is None or inside is None or inside.missing or inside.foreign:
        return None
    if inside.options:
        return Reading({cls.__name__: inside.options}, inside.is_certain)
    is_known = by_identifier(kind, name) is not None
    bare = name if is_known and kind != "layer" else _bare_name(cls)
    return Reading(bare, is_known) if bare else None


def _bare_name(cls: type[Node]) -> str:
    """The string that stands for a class with its defaults; empty where Keras takes none."""
    if not issubclass(cls, Named):
        return cls.__name__
    return next(iter(cls.identifiers), cls.__name__) if cls.callable_bare else ""


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


def option_value(cls: type[Node], option: str, value: Any, depth: int = BUDGET.depth) -> Reading | None:
    """The value of an option as something that the option takes; None where no reading of it is."""
    field = field_of(cls, option)
    if field is None:
        return None
    check = cls.field_of(field).validate
    if not isinstance(value, Call) and passes(check, value):
        return Reading(value)
    reading: Reading | None = None
    if kind := slot_kind(cls, field):
        value = value[0] if isinstance(value, list | tuple) and len(value) == 1 else value
        reading = rewritten(kind, value, depth)
    elif kind := item_kind(cls, field):
        reading = _items(kind, value, depth)
    elif not isinstance(value, Call):
        reading = coerced(check, value)
    return reading if reading is not None and passes(check, reading.value) else None


def _items(kind: str, value: Any, depth: int) -> Reading | None:
    """A list of nodes: `[mae]` for `mae`, `{mae: {}, RootMeanSquaredError: {name: rmse}}` and `"mae, mse"`."""
    if value is None:
        return Reading([])
    if isinstance(value, dict):
        values: Sequence[Any] = [{name: options} if options else name for name, options in value.items()]
    elif isinstance(value, str) and called(value) is None:
        values = value.replace(",", " ").split()
    else:
        values = value if isinstance(value, list | tuple) else [value]
    if len(values) > BUDGET.items:
        return None
    readings = [rewritten(kind, item, depth - 1) if depth else None for item in values]
    readable = [reading for reading in readings if reading is not None]
    if len(readable) < len(values):
        return None
    return Reading([reading.value for reading in readable], all(reading.is_certain for reading in readable))


def named_in(kind: str, value: Any) -> tuple[str, Any] | None:
    """Name and options of what a value stands for: a string, a call, `{type: Adam}`, `{Adam: , lr: 1}`."""
    if isinstance(value, str):
        value = called(value) or value
        if isinstance(value, str):
            return value, None
    if isinstance(value, Call):
        return value.name, value
    if not isinstance(value, dict) or not value:
        return None
    for key in synonyms.TYPE_KEYS:
        name = value.get(key)
        if isinstance(name, str) and meant_class(kind, name) is not None:
            config = value.get("config")
            return name, config if isinstance(config, dict) else {
                other: value[other] for other in value if other != key
            }
    first, *rest = value
    if rest and kind != "layer":
        # `{l1: 0.01, l2: 0.01}`: where only one class has all of these, it is the one.
        fitting = [cls for cls in every(kind) if set(value) <= set(map(cls.written_name, cls.option_names()))]
        if len(fitting) == 1:
            return fitting[0].__name__, value
    if meant_class(kind, first) is None:
        return None
    inside = value[first]
    if not rest:
        return first, inside
    beside = {key: value[key] for key in rest}
    return (first, {**inside, **beside}) if isinstance(inside, dict) else (first, beside) if inside is None else None


def options_of(cls: type[Node], name: str, options: Any, depth: int = BUDGET.depth) -> Rewritten | None:
    """Options as people write them, under their own names; None where a value would find no place."""
    candidates = [cls.written_name(option) for option in cls.option_names()]
    if isinstance(options, list | tuple) and options and all(isinstance(item, dict) for item in options):
        options = {key: value for item in options for key, value in item.items()}  # a dash before every option
    if isinstance(options, Call):
        args, named_options = options.args, options.options
    elif isinstance(options, dict):
        args, named_options = [], options
    else:
        several = isinstance(options, list | tuple) and not takes(cls, candidates[0], options)
        args, named_options = [] if options is None else list(options) if several else [options], {}
    placed = _by_position(cls, name, args, depth)
    if placed is None or len(named_options) > BUDGET.items:
        return None
    values: dict[str, Any] = {}
    foreign: dict[str, Any] = {}
    is_certain = True
    for key, value in (placed | named_options).items():
        option = key if key in candidates else meant_option(key, cls) or key
        if option not in candidates:
            foreign[key] = value
            continue
        reading = _value_of(cls, option, value, depth)
        if reading is None or option in values:
            return None
        values[option] = reading.value
        is_certain &= reading.is_certain
    needed = [cls.written_name(option) for option, field in cls.model_fields.items() if field.is_required()]
    missing = {option: cls.example.get(option) for option in needed if option not in values}
    ordered = {option: values[option] for option in candidates if option in values}
    return Rewritten(ordered, missing, foreign, is_certain)


def _value_of(cls: type[Node], option: str, value: Any, depth: int) -> Reading | None:
    """What stands for an option from then on; plain data that no reading fits stays, for the next check to say."""
    if option == "layers" and isinstance(value, list | tuple):
        return _items("layer", value, depth)
    reading = option_value(cls, option, value, depth)
    return reading if reading is not None or isinstance(value, Call) else Reading(value)


def _by_position(cls: type[Node], name: str, values: Sequence[Any], depth: int) -> dict[str, Any] | None:
    """Every value under the next option that takes it: `[64, relu]` are units and an activation."""
    order = synonyms.POSITIONS.get(name.rpartition(".")[2])
    if order is not None:
        return dict(zip(order, values, strict=False)) if len(values) <= len(order) else None
    left = [cls.written_name(option) for option in cls.option_names()]
    if len(values) > len(left):
        return None
    placed: dict[str, Any] = {}
    for value in values:
        option = next((option for option in left if _is_for(cls, option, value, depth)), None)
        if option is None:
            return None
        placed[option] = value
        left.remove(option)
    return placed


def _is_for(cls: type[Node], option: str, value: Any, depth: int) -> bool:
    """Whether a value without a name may be that option's: a number is never meant as a node."""
    kind = slot_kind(cls, field_of(cls, option) or option)
    if isinstance(value, Call):
        # Its name says enough: looking inside at every option would take exponential time.
        return bool(kind) and meant_class(kind, value.name) is not None
    if isinstance(value, int | float) and kind:
        return False
    if option == "layers" and isinstance(value, list):
        return True
    return option_value(cls, option, value, depth) is not None


def field_of(cls: type[Node], option: str) -> str | None:
    """The name of the field behind an option."""
    return next((name for name in cls.model_fields if option in (name, cls.written_name(name))), None)


def takes(cls: type[Node], option: str, value: Any) -> bool:
    """Whether an option takes a value."""
    field = field_of(cls, option)
    return field is not None and passes(cls.field_of(field).validate, value)
