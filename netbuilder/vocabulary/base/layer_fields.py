"""Options that hold a layer, where not every layer will do."""

from collections.abc import Callable, Sequence
from typing import Any, cast

from pydantic_core import PydanticCustomError

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.layer import Layer, inside
from netbuilder.vocabulary.base.layer_roles import trains_when_frozen
from netbuilder.vocabulary.base.node import Named
from netbuilder.vocabulary.base.node_fields import NodeField, read, settled
from netbuilder.vocabulary.base.repetition import count
from netbuilder.vocabulary.base.validation_errors import Problem, clash, nested
from netbuilder.vocabulary.base.weights import Weight

Refusal = Callable[[Layer], tuple[str, str] | None]
"""What the option takes, and why not this layer; None for a layer that fits."""

MOST_INNER = 1_000
"""A model that a wrapper applies is built by Keras layer by layer; nobody writes a larger one in a file."""


def _read(value: Any, refusal: Refusal) -> Layer:
    layer = cast(Layer, read("layer", value))
    if layer.is_inlined:
        raise _unfit(layer, _("one layer"), _("`repeat` is a list of layers; put them in a `Sequential`"))
    if count([layer], inside, empty=1) > MOST_INNER:  # applying nothing takes time too
        raise _unfit(
            layer, _("a model of at most {most:,} layers", most=MOST_INNER), _("a `repeat` inside makes more of them")
        )
    refused = refusal(layer)
    if refused is not None:
        from netbuilder.vocabulary.base.custom_scope import python_object  # only when something is wrong

        if python_object(type(layer)) is None:  # of a custom layer nothing is known
            raise _unfit(layer, *refused)
    return layer


def _unfit(layer: Layer, expected: str, why: str) -> PydanticCustomError:
    return nested([Problem("out-of-range", (), None, layer, expected, why=why)])


class LayerField(NodeField):
    """A layer that may be refused for what it is."""

    __slots__ = ("refusal",)

    def __init__(self, refusal: Refusal, *, null: bool = False) -> None:
        super().__init__("layer", null=null)
        self.refusal = refusal

    def validate(self, value: Any) -> Layer | None:
        return None if value is None and self.null else _read(value, self.refusal)


def inner_weights(layer: Layer, weights: Sequence[Weight]) -> list[Weight]:
    """The weights of a held layer, seen from the one that holds it: none is trained where it is frozen."""
    is_trained = layer.trainable or trains_when_frozen(layer)
    return [weight if is_trained else weight._replace(trainable=False) for weight in weights]


def check_penalty_is_written(layer: Layer) -> None:
    """Refuse a penalty with options in a layer whose configuration Keras writes only if all in it is plain.

    Raises:
        PydanticCustomError: the model could be trained, and not be saved.
    """
    if "activity_regularizer" not in layer.written:
        return
    penalty = settled("regularizer", layer.activity_regularizer)
    if isinstance(penalty, Named) and penalty.identifier not in penalty.identifiers:
        words = ", ".join(f"`{word}`" for word in penalty.identifiers)
        why = _("Keras has no way to save {layer} with the options of a penalty", layer=type(layer).__name__)
        expected = _("null or a word such as {words}", words=words) if words else "null"
        raise clash("activity_regularizer", penalty, expected, why=why, fix=_("ActivityRegularization behind it"))
