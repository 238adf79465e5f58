"""A piece of a network as the file says it, from a name, options and values as people write them elsewhere."""

from collections.abc import Iterator
from typing import Any

from pydantic_core import PydanticCustomError

from netbuilder.suggest import synonyms
from netbuilder.suggest.coerce import readings
from netbuilder.suggest.phrases import typed
from netbuilder.suggest.python_calls import Call, called, worded
from netbuilder.suggest.resolve_name import meant_activation, meant_class, meant_option
from netbuilder.suggest.split_calls import whole_items
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.placeholders import item_kind, slot_kind
from netbuilder.vocabulary.base.registry import by_identifier, every

DEEPEST = 8
"""Collections and calls within each other that are written out: values are tried in more than one place."""


def respelled(kind: str, name: str, options: Any = None) -> str | None:
    """`Dense: {units: 64}` for `Dense` and 64, for `nn.Linear(100, 64)` and the like; None where that is not clear."""
    cls = meant_class(kind, name)
    if cls is None:
        meant = meant_activation(name) if kind == "layer" else None
        return f"Activation: {{activation: {meant}}}" if meant else None
    inside = written_options(cls, name, options)
    return f"{cls.__name__}: {{{inside}}}" if inside else cls.__name__


def in_place(kind: str, name: str, options: Any = None) -> str | None:
    """The same as the value of an option; a class that is no layer keeps the string it is known by."""
    text = respelled(kind, name, options)
    if text is None and kind == "activation":
        kind, text = "layer", respelled("layer", name, options)
    if text is None:
        return None
    if ": " in text:
        return f"{{{text}}}"
    return name if by_identifier(kind, name) is not None else text


def written_options(cls: type[Node], name: str, options: Any) -> str:
    """The options of a class as `units: 64, activation: relu`, with the names that they have here."""
    if _is_deep(options, DEEPEST):
        return "..."
    return ", ".join(f"{option}: {_written(cls, option, value)}" for option, value in _named(cls, name, options))


def option_text(cls: type[Node], option: str, value: Any) -> str | None:
    """The value of an option as something that the option takes; None where no reading of it is."""
    if not isinstance(value, Call) and takes(cls, option, value):
        return typed(value)
    field = _field(cls, option)
    if field is None:
        return None
    kind = slot_kind(cls, field)
    if kind:
        return _of_slot(kind, value)
    call = called(value) if isinstance(value, str) else None
    if call is not None and (kind := item_kind(cls, field)):
        one = _of_slot(kind, call)
        return one and f"[{one}]"
    return next((typed(one) for one in readings(value) if takes(cls, option, one)), None)


def _is_deep(value: Any, left: int) -> bool:
    """Whether collections and calls lie deeper within each other than is looked into."""
    if isinstance(value, dict):
        value = list(value.values())
    return isinstance(value, list | tuple) and (not left or any(_is_deep(one, left - 1) for one in value))


def _of_slot(kind: str, value: Any) -> str | None:
    named = named_in(kind, value)
    if named is not None:
        return in_place(kind, *named)
    if isinstance(value, int | float) and not isinstance(value, bool):
        # What Keras' users write as a number elsewhere: a penalty, and a constant.
        if kind == "regularizer":
            return f"{{L2: {{l2: {value}}}}}"
        if kind == "initializer":
            return "zeros" if value == 0 else "ones" if value == 1 else f"{{Constant: {{value: {value}}}}}"
    return None


def named_in(kind: str, value: Any) -> tuple[str, Any] | None:
    """Name and options of what a value stands for: a string, a call, `{type: Adam}`, `{Adam: , lr: 1}`, `[Adam, 1]`."""
    if isinstance(value, str):
        value = called(value) or value
        if isinstance(value, str):
            return value, None
    if isinstance(value, Call):
        return value.name, value
    if isinstance(value, list | tuple):
        known = bool(value) and isinstance(value[0], str) and meant_class(kind, value[0]) is not None
        return (value[0], list(value[1:])) if known else None
    if not isinstance(value, dict) or not value:
        return None
    for key in synonyms.TYPE_KEYS:
        name = value.get(key)
        if isinstance(name, str) and meant_class(kind, name) is not None:
            config = value.get("config")
            return name, config if isinstance(config, dict) else {one: value[one] for one in value if one != key}
    first, *rest = value
    if rest:
        fitting = (one for one in every(kind) if set(value) <= set(map(one.written_name, one.option_names())))
        cls = next(fitting, None)
        if cls is not None:
            return cls.__name__, value
    if meant_class(kind, first) is None:
        return None
    inside = value[first]
    if not rest:
        return first, inside
    beside = {one: value[one] for one in rest}
    return first, {**inside, **beside} if isinstance(inside, dict) else beside


def _named(cls: type[Node], name: str, options: Any) -> Iterator[tuple[str, Any]]:
    """The options with their values under the names that they have here."""
    known = [cls.written_name(option) for option in cls.option_names()]
    given: dict[str, Any] = {}
    if isinstance(options, Call):
        given = _by_position(cls, name, options.args) | options.options
    elif isinstance(options, dict):
        given = options
    elif isinstance(options, list | tuple) and options and all(isinstance(one, dict) for one in options):
        # `Dense: [{units: 64}, {activation: relu}]`: a dash before every option.
        given = {key: value for one in options for key, value in one.items()}
    elif options is not None:
        call = called(f"{cls.__name__}({options})") if isinstance(options, str) else None
        words = worded(options) if isinstance(options, str) and call is None else None
        if call is not None:
            tuple_ = call.args[0] if len(call.args) == 1 and isinstance(call.args[0], list) else None
            args = tuple_ if tuple_ and not takes(cls, known[0], tuple_) else call.args
            given = _by_position(cls, name, args) | call.options
        elif words is not None:
            # What is no list of options may be any text, and nothing is made of it.
            if _are_for(cls, known, words):
                given = _by_position(cls, name, words.args) | words.options
        else:
            options = [one for _, one in whole_items(options)] if isinstance(options, list) else options
            # `MaxPooling2D: [2, 2]` is one size, `Dense: [64, relu]` are two options.
            several = isinstance(options, list | tuple) and not takes(cls, known[0], options)
            given = _by_position(cls, name, options if several else [options])
        given |= _what_is_needed(cls, given)
        given = {key: given[key] for key in sorted(given, key=lambda key: known.index(key) if key in known else 0)}
    for key, value in given.items():
        option = key if key in known else meant_option(key, cls) or key
        foreign = synonyms.OF_THE_INPUT if getattr(cls, "kind", "") == "layer" else ()
        if option in known or (key not in foreign and key not in synonyms.SAVED_MODEL):
            yield option, value


def _by_position(cls: type[Node], name: str, values: list[Any] | tuple[Any, ...]) -> dict[str, Any]:
    """Every value under the next option that takes it: `[64, relu]` are units and an activation."""
    order = synonyms.POSITIONS.get(name.rpartition(".")[2])
    if order is not None:
        return dict(zip(order, values, strict=False))
    left = [cls.written_name(option) for option in cls.option_names()]
    given: dict[str, Any] = {}
    for value in values:
        taking = (one for one in left if _is_for(cls, one, value))
        option = next(taking, left[0] if left else None)
        if option is None:
            break
        given[option] = value
        left.remove(option)
    return given


def _are_for(cls: type[Node], known: list[str], words: Call) -> bool:
    """Whether every word is a value of some option, and every name one of an option."""
    options = [one for one in known if one != "name"]
    return all(any(_is_for(cls, one, word) for one in options) for word in words.args) and all(
        name in known or meant_option(name, cls) for name in words.options
    )


def _is_for(cls: type[Node], option: str, value: Any) -> bool:
    """Whether a value without a name may be that option's: a number is never meant as a node."""
    kind = slot_kind(cls, _field(cls, option) or option)
    if isinstance(value, Call):
        # Its name says enough: looking inside at every option would take exponential time.
        return bool(kind) and meant_class(kind, value.name) is not None
    if isinstance(value, int | float) and kind:
        return False
    return option_text(cls, option, value) is not None


def _what_is_needed(cls: type[Node], given: dict[str, Any]) -> dict[str, Any]:
    """The options that cannot be left out and are not there, as the example of the class has them."""
    meant = {meant_option(key, cls) or key for key in given}
    needed = [cls.written_name(option) for option, field in cls.model_fields.items() if field.is_required()]
    return {option: cls.example.get(option, "...") for option in needed if option not in meant}


def _written(cls: type[Node], option: str, value: Any) -> str:
    if option == "layers" and isinstance(value, list):
        named = [named_in("layer", one) for one in value]
        return "[" + ", ".join((one and respelled("layer", *one)) or "..." for one in named) + "]"
    field = _field(cls, option)
    text = option_text(cls, option, value) if field is not None else None
    if text is None:
        text = "..." if isinstance(value, Call) else typed(value)
    return text


def _field(cls: type[Node], option: str) -> str | None:
    """The name of the field behind an option."""
    return next((name for name in cls.model_fields if option in (name, cls.written_name(name))), None)


def takes(cls: type[Node], option: str, value: Any) -> bool:
    """Whether an option takes a value."""
    field = _field(cls, option)
    if field is None:
        return False
    try:
        cls.field_of(field).validate(value)
    except PydanticCustomError:
        return False
    return True
