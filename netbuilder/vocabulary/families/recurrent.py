"""What recurrent layers share: the steps they run over, and the options that say what comes out."""

from typing import Annotated, Literal, cast

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.dtypes import FLOATS, NUMBERS, Kind
from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.fields import Choice
from netbuilder.vocabulary.base.layer_roles import Recurrent
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.node_fields import activation
from netbuilder.vocabulary.base.releases import MEASURED, Note
from netbuilder.vocabulary.base.shapes import Shape, ShapeError, elements, known_size, wrong_rank
from netbuilder.vocabulary.base.validation_errors import clash
from netbuilder.vocabulary.base.weights import Weight

_NO_STATE = Choice(False, expected="false", why=_("a Sequential passes on one tensor, and the states are others"))
ReturnState = Annotated[Literal[False], _NO_STATE]
UseCudnn = Annotated[bool | Literal["auto"], Choice("auto", True, False, expected=_("`auto`, true or false"))]


def _accepted(layer: Recurrent) -> frozenset[Kind]:
    """Floats alone where the cell that the input comes into drops some of it, in `predict` too."""
    _path, first = next(iter(layer.states()))
    return FLOATS if getattr(first, "dropout", 0) else NUMBERS


class OverSteps(Recurrent, frozen=True):
    """A recurrent layer that takes (steps, features)."""

    accepted = option_dependent(NUMBERS, _accepted)
    notes = (
        Note(
            _("the same seed drops other values in {name}"),
            f"{MEASURED}; release found in the sources",
            until="3.8",
            options=("dropout", "recurrent_dropout"),
            when=lambda layer: bool(layer.dropout or layer.recurrent_dropout),
        ),
    )

    def output_shape(self, shape: Shape) -> Shape:
        name = type(self).__name__
        if len(shape) != 3:
            raise wrong_rank(name, _("(steps, features)"), shape, fix=_to_steps(shape))
        known_size(shape[2], _("how many features a step has"), name)
        check_batch(self, shape)
        return (*shape[:2], self.width) if self.return_sequences else (shape[0], self.width)

    def weights(self, shape: Shape) -> list[Weight]:
        self.output_shape(shape)
        return self.step_weights(cast(int, shape[2]))  # or `output_shape` raises

    def step_weights(self, features: int) -> list[Weight]:
        """The variables for so many features a step."""
        raise NotImplementedError(type(self).__name__)


def check_batch(layer: Recurrent, shape: Shape) -> None:
    """Refuse a stateful layer on batches of any size.

    Raises:
        ShapeError: the size of the batches is not fixed.
    """
    if layer.stateful and shape[0] is None:
        message = _("{layer} with `stateful: true` needs a fixed batch size", layer=type(layer).__name__)
        why = _("it keeps a state for every sample of a batch")
        fix = _("`input: {shape: [...], batch_size: 32}`, or `stateful: false`")
        raise ShapeError("reshape", message, field="stateful", why=why, fix=fix)


def _to_steps(shape: Shape) -> str:
    """What makes steps of an input of another rank, where that can be said."""
    sizes = shape[1:]
    if len(sizes) == 1 and sizes[0] is not None:
        return _(
            "`- Reshape: {{target_shape: [{sizes}, 1]}}` before it, or an Embedding if these are indexes",
            sizes=sizes[0],
        )
    if len(sizes) == 1:
        return _("an Embedding before it, if these are indexes")
    if len(sizes) > 2 and None not in sizes[1:]:
        features = elements(sizes[1:])
        steps = -1 if sizes[0] is None else sizes[0]
        return _("`- Reshape: {{target_shape: [{steps}, {features}]}}` before it", steps=steps, features=features)
    return ""


def check_state_activations(node: Node, options: tuple[str, ...], rank: int = 2) -> None:
    """Refuse activations that do not fit a state of so many axes, with the batch, or that would change its size.

    Raises:
        PydanticCustomError: an option holds one.
    """
    for option in options:
        if option not in node.written:
            continue
        function = activation(getattr(node, option))
        if not isinstance(function, Activation):
            continue
        if not -rank <= function.along < rank:
            expected = _("an activation along an axis from {first} to {last}", first=-rank, last=rank - 1)
            raise clash(option, function, expected, why=_("the state has {rank} axes with the batch", rank=rank))
        if function.halves_channels:
            expected = _("an activation that halves nothing")
            raise clash(option, function, expected, why=_("Keras fills the state up with copies, without a word"))


_CUDNN: dict[str, object] = {
    "activation": "tanh",
    "recurrent_activation": "sigmoid",
    "use_bias": True,
    "recurrent_dropout": 0,
    "unroll": False,
    "reset_after": True,
}
"""All that cuDNN's kernels compute."""


def check_cudnn(node: Node) -> None:
    """Refuse `use_cudnn: true` beside an option that cuDNN does not know: Keras stops on every device.

    Raises:
        PydanticCustomError: an option is set to something else.
    """
    if getattr(node, "use_cudnn", None) is not True:
        return
    for option, needed in _CUDNN.items():
        if option not in node.written:
            continue
        value = getattr(node, option)
        computed = type(activation(value)).__name__ if option.endswith("activation") else value
        if computed != needed:
            word = str(needed).lower()
            expected, why = (
                _("auto or false, or `{option}: {word}`", option=option, word=word),
                _("cuDNN computes with `{option}: {word}` only", option=option, word=word),
            )
            raise clash("use_cudnn", True, expected, why=_("{why}, and Keras stops at the first batch", why=why))
