"""Fields that hold another node: an activation, an initializer, a layer, ... each with one reader.

A slot takes what the file may say: a string identifier of Keras, `Name: {option: value}`, the bare name, or,
from Python, the node itself. What it holds after reading is always a node.
"""

import math
from collections.abc import Mapping, MutableMapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, cast

from pydantic_core import ValidationError

from netbuilder.diagnostics.sentence import _
from netbuilder.system.caches import clearable
from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.custom_scope import python_object
from netbuilder.vocabulary.base.fields import Field, Json, ListOf, OneOf, SchemaWriter, Step
from netbuilder.vocabulary.base.node import Item, Named, Node
from netbuilder.vocabulary.base.number_fields import as_float
from netbuilder.vocabulary.base.registry import by_identifier, find
from netbuilder.vocabulary.base.shapes import Shape, ShapeError, found_axis
from netbuilder.vocabulary.base.validation_errors import (
    Problem,
    nested,
    out_of_range,
    problems_of,
    under,
    unknown_name,
    wrong_type,
)
from netbuilder.vocabulary.base.values import NUMBER

if TYPE_CHECKING:
    from netbuilder.vocabulary.base.distribution import Distribution
    from netbuilder.vocabulary.base.layer import Layer
    from netbuilder.vocabulary.base.training import Loss, Metric, Optimizer, Schedule
    from netbuilder.vocabulary.base.weights import Constraint, Initializer, Regularizer

_by_string: MutableMapping[tuple[str, str], Named] = clearable({})

# Each with its article, and as a word alone.
_IN_WORDS = {
    "layer": (_("a layer"), _("layer")),
    "cell": (_("a cell"), _("cell")),
    "activation": (_("an activation"), _("activation")),
    "initializer": (_("an initializer"), _("initializer")),
    "regularizer": (_("a regularizer"), _("regularizer")),
    "constraint": (_("a constraint"), _("constraint")),
    "optimizer": (_("an optimizer"), _("optimizer")),
    "schedule": (_("a schedule"), _("schedule")),
    "loss": (_("a loss"), _("loss")),
    "metric": (_("a metric"), _("metric")),
}


def described(kind: str) -> str:
    """A kind with its article, as in `an initializer`."""
    return _IN_WORDS[kind][0] if kind in _IN_WORDS else f"a {kind}"


def noun_of(kind: str) -> str:
    """A kind as a word in a sentence."""
    return _IN_WORDS[kind][1] if kind in _IN_WORDS else kind


def read(kind: str, value: Any) -> Node:
    """The node that a value of the file stands for.

    Raises:
        PydanticCustomError: the value is of another type, names nothing, or its options do not fit.
    """
    if isinstance(value, str):
        cached = _by_string.get((kind, value))
        return cached if cached is not None else _read_string(kind, value)
    if isinstance(value, dict) and len(value) == 1:
        [(name, options)] = value.items()
        cls = find(kind, name) if isinstance(name, str) else None
        if cls is None:
            if isinstance(name, str):
                raise nested([Problem("unknown-name", (name,), None, name, names=kind, below=options)])
            raise wrong_type(described(kind))
        if cls.only_bare:
            raise nested([Problem("no-options", (name,), cls, options, _("no options"))])
        return _validated(cls, options)
    if isinstance(value, Item) and value.kind == kind:
        return value
    raise wrong_type(described(kind))


def _read_string(kind: str, string: str) -> Node:
    cls = by_identifier(kind, string)
    if cls is None:
        # Keras takes optimizers, and what it resolves itself, in any case: `SGD`, `ACC`, `CE`.
        cls = by_identifier(kind, string.lower())
        if cls is None or not (cls.only_bare or kind == "optimizer"):
            raise unknown_name(kind)
    if issubclass(cls, Named) and not cls.callable_bare:
        raise unknown_name(kind, why=_("Keras stops at the bare name"))
    try:
        if not issubclass(cls, Named):
            return cls.model_validate({})
        node = cls.from_identifier(string)
    except ValidationError as error:
        raise nested(problems_of(error, cls)) from None
    if python_object(cls) is None:  # a custom piece is known for the length of one call
        _by_string[kind, string] = node
    return node


def _validated(cls: type[Node], options: Any) -> Node:
    try:
        return cls.model_validate({} if options is None else options)
    except ValidationError as error:
        raise nested(under((cls.__name__,), problems_of(error, cls, options))) from None


class NodeField(Field):
    """A node of one of a few kinds."""

    __slots__ = ("kinds", "null")

    def __init__(self, *kinds: str, null: bool = False) -> None:
        self.kinds = kinds
        self.null = null

    def validate(self, value: Any) -> Node | None:
        if value is None and self.null:
            return None
        for kind in self.kinds[1:]:
            if is_named(kind, value):
                return read(kind, value)
        return read(self.kinds[0], value)

    def json_schema(self, writer: SchemaWriter) -> Json:
        return writer.nodes(self.kinds, self.null)

    def forms(self) -> list[str]:
        return [described(kind) for kind in self.kinds] + ["null"] * self.null

    def child(self, step: Step) -> "Section | None":
        classes = (find(kind, step) for kind in self.kinds if isinstance(step, str))
        return next((Section(cls) for cls in classes if cls is not None), None)


class InitializerField(NodeField):
    """An initializer; null is Keras' none, for which it draws as `glorot_uniform` does, biases too."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("initializer")

    def validate(self, value: Any) -> Node | None:
        return super().validate("glorot_uniform" if value is None else value)

    def json_schema(self, writer: SchemaWriter) -> Json:
        return writer.nodes(self.kinds, True)


class Section(Field):
    """The options of one class, as a mapping."""

    __slots__ = ("cls",)

    def __init__(self, cls: type[Node]) -> None:
        self.cls = cls

    def validate(self, value: Any) -> Node:
        if isinstance(value, self.cls):
            return value
        try:
            return self.cls.model_validate(value)
        except ValidationError as error:
            raise nested(problems_of(error, self.cls, value)) from None

    def json_schema(self, writer: SchemaWriter) -> Json:
        return writer.section(self.cls)

    def forms(self) -> list[str]:
        return [_("options as below `netbuilder explain {lower}`", lower=self.cls.__name__.lower())]

    def child(self, step: Step) -> Field | None:
        options = (option for option in self.cls.option_names() if self.cls.written_name(option) == step)
        return next((self.cls.field_of(option) for option in options), None)


def is_named(kind: str, value: Any) -> bool:
    """Whether a value names something of that kind, whatever its options are."""
    if isinstance(value, Item):
        return value.kind == kind
    if isinstance(value, str):
        return find(kind, value) is not None
    if isinstance(value, dict) and len(value) == 1:
        return isinstance(name := next(iter(value)), str) and find(kind, name) is not None
    return False


if TYPE_CHECKING:
    LayerLike: TypeAlias = "Layer"
    _ActivationLike: TypeAlias = "Activation | Layer | str | Mapping[str, Any]"
    _InitializerLike: TypeAlias = "Initializer | str | Mapping[str, Any]"
    _RegularizerLike: TypeAlias = "Regularizer | str | Mapping[str, Any]"
    _ConstraintLike: TypeAlias = "Constraint | str | Mapping[str, Any]"
    _LossLike: TypeAlias = "Loss | str | Mapping[str, Any]"
    _MetricLike: TypeAlias = "Metric | str | Mapping[str, Any]"
    _OptimizerLike: TypeAlias = "Optimizer | str | Mapping[str, Any]"
    _DistributionLike: TypeAlias = "Distribution | str | Mapping[str, Any]"
    _LearningRate: TypeAlias = "float | Schedule | Mapping[str, Any]"
else:
    _ActivationLike = _InitializerLike = _RegularizerLike = _ConstraintLike = Any
    _LossLike = _MetricLike = _OptimizerLike = _LearningRate = _DistributionLike = Any
    LayerLike = Any

ActivationLike = Annotated[_ActivationLike | None, NodeField("activation", "layer", null=True)]
InitializerLike = Annotated[_InitializerLike, InitializerField()]
RegularizerLike = Annotated[_RegularizerLike | None, NodeField("regularizer", null=True)]
ConstraintLike = Annotated[_ConstraintLike | None, NodeField("constraint", null=True)]
OptimizerLike = Annotated[_OptimizerLike, NodeField("optimizer")]
LossLike = Annotated[_LossLike | None, NodeField("loss", null=True)]
MetricLike = Annotated[_MetricLike, NodeField("metric")]
MetricLikes = Annotated[Sequence[_MetricLike], ListOf(NodeField("metric"), _("a list of metrics, as `[accuracy]`"))]
DistributionLike = Annotated[_DistributionLike | None, NodeField("distribution", null=True)]
AnyLayers = Annotated[Sequence[LayerLike], ListOf(NodeField("layer"), _("a list of layers"))]


class _LearningRateField(OneOf):
    """A number, or a schedule."""

    __slots__ = ()

    def validate(self, value: Any) -> float | Node:
        number = as_float(value)
        if number is not None:
            if not math.isfinite(number):
                raise out_of_range(_A_RATE)
            return number  # always a float: Keras refuses the int 1
        if isinstance(value, Item) or is_named("schedule", value):
            return read("schedule", value)
        if isinstance(value, dict) and len(value) == 1 and isinstance(name := next(iter(value)), str):
            raise nested([Problem("unknown-name", (name,), None, name, names="schedule", below=value[name])])
        raise wrong_type(_A_RATE)


_A_RATE = _("a number or a schedule")
LEARNING_RATE = _LearningRateField(NUMBER, NodeField("schedule"))
LearningRate = Annotated[_LearningRate, LEARNING_RATE]


def settled(kind: str, value: Any) -> Node | None:
    """What a slot holds, as a node: a default that stands in the class as a string is read here."""
    return value if value is None or isinstance(value, Node) else read(kind, value)


def initializer(value: Any) -> "Initializer":
    """The initializer that a slot holds."""
    return cast("Initializer", settled("initializer", value))


def activation(value: Any) -> "Activation | Layer":
    """The activation that a slot holds; null is `linear`."""
    return cast("Activation | Layer", settled("activation", "linear" if value is None else value))


def activated(value: Any, shape: Shape) -> Shape:
    """A shape behind the activation that a slot holds: `glu` halves an axis, all others keep it.

    Raises:
        ShapeError: it works along an axis that is not there, or the axis has no half.
    """
    node = activation(value)
    if not isinstance(node, Activation):
        try:
            return node.output_shape(shape)
        except ShapeError as error:
            error.field = "activation"
            raise
    name = type(node).__name__
    axis = found_axis(name, node.along, shape, "activation")
    if not node.halves_channels:
        return shape
    size = shape[axis]
    if axis == 0:
        raise ShapeError("reshape", _("{layer} works on axis 0, which is the batch", layer=name), field="activation")
    if size is not None and size % 2:
        raise ShapeError(
            "reshape",
            _("glu halves axis {axis}, which has {size} values here", axis=axis, size=size),
            field="activation",
        )
    return (*shape[:axis], None if size is None else size // 2, *shape[axis + 1 :])
