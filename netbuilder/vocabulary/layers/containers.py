"""Lists of layers in place of one: `Sequential`, and `repeat`, which is netbuilder's own."""

from collections.abc import Iterator, Sequence

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.dtypes import Ids
from netbuilder.vocabulary.base.layer import Layer, inlined
from netbuilder.vocabulary.base.layer_fields import inner_weights
from netbuilder.vocabulary.base.layer_roles import Lacking, accepted_in_turn, dtype_in_turn
from netbuilder.vocabulary.base.node_fields import AnyLayers
from netbuilder.vocabulary.base.releases import Note
from netbuilder.vocabulary.base.repetition import unrolled
from netbuilder.vocabulary.base.shapes import Shape
from netbuilder.vocabulary.base.values import Count
from netbuilder.vocabulary.base.weights import Weight


class _Container(Lacking, frozen=True):
    """What both kinds of lists share."""

    is_container = True

    def applied(self) -> Iterator[Layer]:
        """The layers in the order in which they are applied."""
        entries = [self] if self.is_inlined else self.contents or ()
        return (occurrence.entry for occurrence in unrolled(entries, inlined))

    def accepts(self, dtype: str, *, training: bool = False) -> bool:
        return accepted_in_turn(self.applied(), dtype, training)

    def runs_on(self, backend: str, dtype: str) -> bool:
        return any(layer.runs_on(backend, dtype) for layer in self.applied())

    def output_dtype(self, dtype: str, precision: str) -> str | None:
        return dtype_in_turn(self.applied(), dtype, precision)

    def output_ids(self, ids: Ids | None) -> Ids | None:
        for layer in self.applied():
            ids = layer.output_ids(ids)
        return ids

    def output_shape(self, shape: Shape) -> Shape:
        for layer in self.applied():
            shape = layer.output_shape(shape)
        return shape

    def predicted_shape(self, shape: Shape) -> Shape:
        for layer in self.applied():
            shape = layer.predicted_shape(shape)
        return shape

    def weights(self, shape: Shape) -> list[Weight]:
        weights: list[Weight] = []
        for layer in self.applied():
            weights += inner_weights(layer, layer.weights(shape))
            shape = layer.output_shape(shape)
        return weights


class Sequential(_Container, frozen=True):
    """A model inside the model: layers one after the other, under a name of their own."""

    layers: AnyLayers
    """The layers, from the input to the output."""

    keras_module = ""
    lacks = ("dtype", "activity_regularizer", "autocast")
    example = {"layers": [{"Dense": {"units": 4}}]}
    notes = (
        Note(
            _("a {name} that begins with one is not built"),
            "ValueError at 3.5.0, of a property that is asked for by `hasattr`; builds at 3.6.0",
            until="3.6",
            effect="stops",
            when=lambda node: isinstance(next(node.applied(), None), Sequential),
            why=_("Keras asks the inner model for its shape before it has one"),
        ),
    )

    @property
    def contents(self) -> Sequence[Layer]:
        return self.layers


class repeat(_Container, frozen=True):
    """The same layers several times over, each time with weights of their own."""

    times: Count
    """How many times."""
    layers: AnyLayers
    """The layers of one round; one with a name is called `<name>_0`, `<name>_1` and so on."""

    is_inlined = True
    lacks = ("name", "trainable", "dtype", "activity_regularizer", "autocast")
    example = {"times": 2, "layers": [{"Dense": {"units": 8, "activation": "relu"}}]}

    @property
    def contents(self) -> Sequence[Layer]:
        return self.layers

    @classmethod
    def keras_path(cls) -> str:
        return ""

    @property
    def repetitions(self) -> int:
        return self.times
