"""The page of one thing of the vocabulary, and that of a whole kind."""

from collections.abc import Iterator
from itertools import groupby

from netbuilder.convert.network_yaml import plain
from netbuilder.source.flow import flow
from netbuilder.views.explain.examples import example
from netbuilder.views.explain.pairing import pairing
from netbuilder.views.formats.columns import wrap
from netbuilder.vocabulary.base.custom_scope import python_object
from netbuilder.vocabulary.base.docs import class_doc, field_docs, summary
from netbuilder.vocabulary.base.history import History, history
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import Kernel
from netbuilder.vocabulary.base.node import Item, Named, Node
from netbuilder.vocabulary.base.node_fields import described
from netbuilder.vocabulary.base.registry import every
from netbuilder.vocabulary.base.releases import Note, number
from netbuilder.vocabulary.base.shapes import ShapeError, sample


def takes(cls: type[Node], option: str) -> str:
    """What one option takes, as `a whole number of at least 1`; null goes without saying where it is the default."""
    return cls.field_of(option).describe(null=default(cls, option) != "null")


def default(cls: type[Node], option: str) -> str:
    """The value of an option that is left out; empty where it must be written."""
    field = cls.model_fields[option]
    if field.is_required():
        return ""
    return flow(plain(field.get_default(call_default_factory=True, validated_data={})))


WIDTH = 100


def node_page(cls: type[Node]) -> str:
    """The page of a class."""
    parts = [_title(cls), *("\n".join(wrap(text, "", WIDTH)) for text in class_doc(cls).split("\n\n"))]
    if issubclass(cls, Named) and cls.identifiers and cls.callable_bare:
        parts.append("Also written " + ", ".join(f"`{identifier}`" for identifier in cls.identifiers) + ".")
    own, common = _options(cls) if not (issubclass(cls, Item) and cls.only_bare) else ([], [])
    if own:
        parts.append("\n".join(["Options", *own]))
    if common:
        names = f"{', '.join(common[:-1])} and {common[-1]}"
        parts.append("\n".join(wrap(f"Every layer also has {names}; see `netbuilder explain layers`.", "", WIDTH)))
    if issubclass(cls, Layer):
        parts.append(_shapes(cls))
    if issubclass(cls, Item):
        if goes_with := pairing(cls):
            heading, text = goes_with
            parts.append("\n".join([heading, *(f"    {line}" for line in wrap(text, "", WIDTH - 4))]))
        parts.append("\n".join(["Example", *(f"    {line}" for line in example(cls).splitlines())]))
        parts.append(_history_line(cls))
        if lines := _notes(cls, WIDTH - 6):
            parts.append("\n".join(["In other releases of Keras", *lines]))
        if cls.keras_path() and python_object(cls) is None:
            parts.append(f"In Keras\n    {cls.keras_path()}\n    https://keras.io/api/{_PAGES[cls.kind]}")
    return "\n\n".join(part for part in parts if part)


_PAGES = {
    "activation": "layers/activations/",
    "cell": "layers/recurrent_layers/",
    "constraint": "layers/constraints/",
    "distribution": "distribution/",
    "initializer": "layers/initializers/",
    "layer": "layers/",
    "loss": "losses/",
    "metric": "metrics/",
    "optimizer": "optimizers/",
    "regularizer": "layers/regularizers/",
    "schedule": "optimizers/learning_rate_schedules/",
}
"""By kind its part of Keras' reference."""


def _title(cls: type[Node]) -> str:
    if issubclass(cls, Item):
        return f"{cls.__name__}: {described(cls.kind)}"
    return f"{cls.__name__.lower()}: a section of the file" if cls.__name__ != "Network" else "A network file"


def _options(cls: type[Node]) -> tuple[list[str], list[str]]:
    """The class's own options as lines, and the names of those that all layers have."""
    shared = set(Layer.model_fields) if issubclass(cls, Layer) else set()
    names = cls.option_names()
    own = [line for name in names if name not in shared for line in option_lines(cls, name)]
    return own, [name for name in names if name in shared]


def option_lines(cls: type[Node], option: str) -> list[str]:
    """One option: what it takes, its default, and its sentence."""
    value = default(cls, option)
    if issubclass(cls, Kernel) and option in cls.kernel_options:
        value = f"chosen for the activation, as `netbuilder show` says, or {value} with `initializers: keras`"
    left_out = "; needed" if not value else "" if value == "null" else f"; left out: {value}"
    lines = wrap(f"{cls.written_name(option)}: {takes(cls, option)}{left_out}", "    ", WIDTH - 2)
    sentence = wrap(field_docs(cls).get(option, ""), "", WIDTH - 6)
    return [f"  {line}" for line in lines] + [f"      {line}" for line in sentence if line]


def _shapes(cls: type[Layer]) -> str:
    """What the example makes of its input."""
    shape = (None, *cls.example_input)
    try:
        layer = cls.model_validate(cls.example)
        output, weights = layer.output_shape(shape), layer.weights(shape)
    except (ShapeError, NotImplementedError, ValueError):
        return ""
    parameters = sum(weight.size for weight in weights)
    return f"Shapes\n    {sample(shape)} becomes {sample(output)} with {parameters:,} parameters, in the example below"


def kind_page(kind: str, folder: str) -> str:
    """Every name of a kind with its first sentence."""
    classes = every(kind)
    longest = min(max(len(cls.__name__) for cls in classes), 26)
    parts = [f"{folder}: {len(classes)}; `netbuilder explain NAME` shows one"]
    for module, members in groupby(classes, key=lambda cls: cls.__module__):
        family = module.rpartition(".")[2].replace("_", " ")
        parts.append("\n".join([f"\n{family}", *(_line(cls, longest) for cls in members)]))
    if kind == Layer.kind:
        lines = [line for option in Layer.model_fields for line in option_lines(Layer, option)]
        parts.append("\n".join(["\nOptions of every layer", *lines]))
    return "\n".join(parts)


def _line(cls: type[Item], longest: int) -> str:
    also = f" ({', '.join(cls.identifiers)})" if issubclass(cls, Named) and cls.identifiers else ""
    first, *rest = wrap(f"{summary(cls)}{also}", "", WIDTH - 4 - longest)
    margin = " " * (longest + 4)
    if len(cls.__name__) > longest:
        return "\n".join([f"  {cls.__name__}", *(margin + line for line in (first, *rest))])
    return "\n".join([f"  {cls.__name__:{longest}}  {first}", *(margin + line for line in rest)])


def _history_line(cls: type[Node]) -> str:
    """Since when Keras has a class, its options, values and strings, and other defaults, on one line.

    Empty where all of it is as old as Keras 3.0.
    """
    facts = history(cls)
    by_release: dict[str, list[str]] = {}
    for release, what in _changes(cls, facts):
        by_release.setdefault(release, []).append(what)
    if not by_release and not facts.since:
        return ""
    later = (f"{release}: {', '.join(by_release[release])}" for release in sorted(by_release, key=number))
    return "; ".join([f"History: in Keras since {facts.since or '3.0'}", *later])


def _changes(cls: type[Node], facts: History) -> Iterator[tuple[str, str]]:
    """What came after the class itself, or changed, each with its release."""
    for option, release in facts.options.items():
        yield release, f"`{cls.written_name(option)}`"
    for option, since in facts.values.items():
        if number(since.release) > number(facts.since):
            values = " and ".join(f"`{cls.written_name(option)}: {flow(value)}`" for value in since.values)
            yield since.release, values
    for option, was in facts.defaults.items():
        yield was.until, f"`{cls.written_name(option)}` left out is no longer {flow(was.default)}"
    for string, release in facts.strings.items():
        yield release, f"the string `{string}`"


def _notes(cls: type[Node], width: int) -> list[str]:
    """The lines on what releases do otherwise, each with its release and how it is known."""
    return [line for note in history(cls).notes for line in _note(cls, note, width)]


def _note(cls: type[Node], note: Note, width: int) -> list[str]:
    when = f"before {note.until}" if note.until else f"since {note.since}"
    parts = [note.message.format(name=cls.__name__), note.why, note.source]
    first, *rest = wrap(f"{when}: {'; '.join(part for part in parts if part)}", "", width)
    return [f"    {first}", *(f"      {line}" for line in rest)]
