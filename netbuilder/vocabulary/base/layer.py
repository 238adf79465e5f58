"""Layer, the base of all layers: what Keras takes of each, and the facts about it that rules ask for."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.dtypes import NUMBERS, Ids, Kind, Table, compute_dtype, kind_of
from netbuilder.vocabulary.base.node import Item
from netbuilder.vocabulary.base.node_fields import RegularizerLike, activation
from netbuilder.vocabulary.base.releases import MEASURED, Note, Number
from netbuilder.vocabulary.base.shapes import Shape
from netbuilder.vocabulary.base.values import Flag, LayerDtype, Name
from netbuilder.vocabulary.base.weights import Weight

MOST_SOFTMAX_AXES = 5
"""With the batch: oneDNN, by which TensorFlow computes softmax on many processors, takes no more."""

AT_ALL, TRAINING = _("at the first batch"), _("in `fit`")
"""Where Keras stops on a backend."""


class Layer(Item, frozen=True):
    """One layer of a Sequential."""

    kind = "layer"
    keras_module = "layers"

    name: Name = None
    """Name of the layer; left out, Keras' own counter per class (`dense`, `dense_1`)."""
    trainable: Flag = True
    """Whether training changes the weights."""
    dtype: LayerDtype = None
    """Precision of the layer's weights and computation; left out, that of the whole network."""
    activity_regularizer: RegularizerLike = None
    """Penalty on the layer's output."""
    autocast: Flag = True
    """Whether inputs are cast to the layer's own precision."""

    notes = (
        Note(
            _("the penalty on the output is summed over the batch"),
            MEASURED,
            until="3.14",
            options=("activity_regularizer",),
            when=lambda layer: layer.activity_regularizer is not None,
            why=_("from 3.14 on it is divided by the batch size: 32 times weaker at 32"),
        ),
    )

    keeps_shape: ClassVar[bool] = False
    """Whether the output has the input's shape, whatever the options say."""
    passes_signal: ClassVar[bool] = False
    """Whether the search for a kernel's effective activation walks on through it."""
    keeps_values: ClassVar[bool] = False
    """Whether the values that come out are those that go in, moved, repeated, padded, averaged or dropped."""
    mixes_positions: ClassVar[bool] = False
    """Whether an output position depends on other input positions."""
    accepted: ClassVar[frozenset[Kind]] = NUMBERS
    """The kinds of values that Keras runs it on: text, whole numbers, truth values, floats."""
    trained_on: ClassVar[frozenset[Kind] | None] = None
    """The same for `fit`, where that is less: dropout and noise compute in training only."""
    stops_on: ClassVar[frozenset[str]] = frozenset()
    """Dtypes of those kinds that TensorFlow has no kernel for."""
    stops_training_on: ClassVar[frozenset[str]] = frozenset()
    """The same for `fit`, beside them."""
    keeps_dtype: ClassVar[bool] = False
    """Whether whole numbers, truth values and text come out as they came in; else floats come out."""
    keeps_ids: ClassVar[bool] = False
    """Whether whole numbers that come out are among those that went in, or 0."""
    passes_gradient: ClassVar[bool] = True
    """Whether training reaches what stands before it: not through bins, hashes, tables and counts."""
    passes_gradient_on: ClassVar[frozenset[str]] = frozenset()
    """The backends that training does reach it on, where TensorFlow's does not."""
    makes_sparse: ClassVar[bool] = False
    """Whether only the values that are not zero come out, as a sparse tensor."""
    needs_full_batches: ClassVar[bool] = False
    """Whether Keras stops at a batch whose size it does not know before, as the last one of an epoch."""
    takes_sparse: ClassVar[bool] = False
    """Whether it computes with a sparse tensor."""
    keeps_sparse: ClassVar[bool] = False
    """Whether a sparse tensor comes out where one goes in."""
    stops_under: ClassVar[frozenset[str]] = frozenset()
    """The precisions that Keras stops under at the first batch, on every device."""
    computes_uncast: ClassVar[bool | None] = None
    """Whether with `autocast: false` it takes floats of another precision; None: where it has no weights."""
    stops_training_under: ClassVar[frozenset[str]] = frozenset()
    """The precisions that it predicts under, and stops in `fit`."""
    stops_on_backend: ClassVar[Mapping[str, str]] = {}
    """The backends that Keras stops on, by what `runtime.backend` calls them: AT_ALL or TRAINING."""
    makes_inside: ClassVar[tuple[str, ...]] = ()
    """The classes of layers that Keras makes inside it, which take numbers of its automatic names."""
    stops_gradient_under: ClassVar[frozenset[str]] = frozenset()
    """The precisions that it trains under, and stops in `fit` where weights stand before it."""
    loses_seed: ClassVar[bool] = False
    """Whether Keras leaves its `seed` out of a saved model."""
    input_dtype: ClassVar[str] = "float32"
    """The dtype of an `input` that leaves it out, where the network starts with this layer."""

    def may_lack_cpu_kernel(self, precision: str, shape: Shape) -> bool:
        """Whether TensorFlow computes it on a GPU and not on every CPU, given that shape: a build on one tries it."""
        function = activation(getattr(self, "activation", None))
        return len(shape) > MOST_SOFTMAX_AXES and getattr(function, "family", "") == "softmax"

    @property
    def channels_first(self) -> bool:
        """Whether it reads maps as (channels, height, width)."""
        return False

    rearranges: ClassVar[bool] = False
    """Whether it puts the values of a sample into other axes, and only that: Reshape, Permute."""
    flattens: ClassVar[bool] = False
    """Whether it makes one vector of all positions, as Flatten does."""
    drops_mask: ClassVar[bool] = False
    """Whether a mask that goes in does not come out: convolutions, Flatten, Reshape."""
    uses_mask: ClassVar[bool] = False
    """Whether it leaves masked steps out of what it computes; recurrent layers all do."""

    stops_at_mask: ClassVar[bool] = False
    """Whether Keras stops where a mask of steps goes in: Softmax, which takes one of features."""

    @property
    def makes_mask(self) -> bool:
        """Whether it marks steps as padding: Masking, and Embedding with `mask_zero`."""
        return False

    is_container: ClassVar[bool] = False
    """Whether it is a list of layers: `Sequential` and `repeat`."""
    example_input: ClassVar[tuple[int | None, ...]] = (8,)
    """The shape of one sample that the example fits on."""

    is_inlined: ClassVar[bool] = False
    """Whether the layers inside belong to the model around it, as those of `repeat`."""
    hides_shape: ClassVar[bool] = False
    """Whether Keras does not know the shape of its output."""

    @property
    def contents(self) -> "Sequence[Layer] | None":
        """The layers inside, for a container."""
        return None

    @property
    def repetitions(self) -> int:
        """How often the layers inside are applied, each time with weights of their own."""
        return 1

    @classmethod
    def keeps_to_floats(cls) -> bool:
        """Whether it takes floats and makes floats of them, whatever the options but `dtype` say."""
        follows = cls.accepts is Layer.accepts and cls.output_dtype is Layer.output_dtype
        kinds = cls.accepted if cls.trained_on is None else cls.accepted & cls.trained_on
        return follows and "float" in kinds and cls.input_dtype == "float32"

    @property
    def own_penalty_stops_on(self) -> frozenset[str] | None:
        """The dtypes, beside floats, that a penalty which it adds by itself stops on; None where it adds none."""
        return None

    def accepts(self, dtype: str, *, training: bool = False) -> bool:
        """Whether Keras runs it, or trains a model with it, on values of that dtype."""
        kinds = self.trained_on if training and self.trained_on is not None else self.accepted
        if dtype in self.stops_on or (training and dtype in self.stops_training_on):
            return False
        return kind_of(dtype) in kinds

    def output_dtype(self, dtype: str, precision: str) -> str | None:
        """The dtype that comes out for values of `dtype` in a network of that precision; None where it is unknown."""
        if self.keeps_dtype and "float" not in dtype:
            return dtype
        computed = compute_dtype(self.dtype or precision)
        return computed if self.autocast or dtype == computed else None

    def output_ids(self, ids: Ids | None) -> Ids | None:
        """The whole numbers that come out, where `ids` go in; None where that is unknown."""
        return ids if self.keeps_ids else None

    def values_a_group(self, shape: Shape) -> int | None:
        """How many values share one mean or length, for an input of that shape.

        None where that is unknown, and for what normalizes nothing.
        """
        return None

    @property
    def table(self) -> Table | None:
        """What it looks whole numbers up in, where it does."""
        return None

    def output_shape(self, shape: Shape) -> Shape:
        """The shape of the output for an input of that shape, batch axis first.

        Raises:
            ShapeError: the layer cannot take that input.
        """
        if self.keeps_shape:
            return shape
        raise NotImplementedError(type(self).__name__)

    def respelled(self, release: Number, shape: Shape) -> Mapping[str, Any]:
        """The options that a release of Keras takes only in another form, in that form, for an input of that shape."""
        return {}

    def predicted_shape(self, shape: Shape) -> Shape:
        """The shape that comes out in `predict`, where Keras gives another one than in training.

        Raises:
            ShapeError: the layer cannot take that input.
        """
        return self.output_shape(shape)

    def foretold_shape(self, shape: Shape) -> Shape:
        """The shape that Keras counts with as it builds what stands behind: it does not see that `glu` halves an axis.

        Raises:
            ShapeError: the layer cannot take that input.
        """
        output, function = self.output_shape(shape), activation(getattr(self, "activation", None))
        if not isinstance(function, Activation) or not function.halves_channels:
            return output
        axis = function.along % len(output)
        size = output[axis]
        return (*output[:axis], None if size is None else 2 * size, *output[axis + 1 :])

    @property
    def unseeded(self) -> Mapping[str, Any]:
        """The weights that Keras draws itself, from Python's random state, by name; and what it draws them from."""
        return {}

    def weights(self, shape: Shape) -> Sequence[Weight]:
        """The variables that the layer makes for an input of that shape, in Keras' order.

        Raises:
            ShapeError: the layer cannot take that input.
        """
        return ()


def inlined(layer: Layer) -> tuple[int, Sequence[Layer]] | None:
    """How often a layer stands for which others of the same model; None for one that stands for itself."""
    return (layer.repetitions, layer.contents or ()) if layer.is_inlined else None


def inside(layer: Layer) -> tuple[int, Sequence[Layer]] | None:
    """The same for every container."""
    return None if layer.contents is None else (layer.repetitions, layer.contents)
