"""LayerCall: one layer of the unrolled network."""

from collections.abc import Sequence

from netbuilder.diagnostics import Path
from netbuilder.parse.draft import DraftLayer
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import trains_when_frozen
from netbuilder.vocabulary.base.shapes import Shape
from netbuilder.vocabulary.base.weights import Weight

_MORE = frozenset({"name", "dtype", "activity_regularizer"})


class LayerCall:
    """One layer of the unrolled network, with what goes in and comes out."""

    __slots__ = (
        "entry",
        "index",
        "input",
        "layer",
        "model_index",
        "outer",
        "output",
        "parameters",
        "path",
        "per_step",
        "repeat_indices",
        "scope",
        "weights",
    )

    def __init__(
        self, index: int, entry: DraftLayer, scope: "tuple[DraftLayer, ...]", repeat_indices: tuple[int, ...]
    ) -> None:
        self.index = index
        """Its place in the network, from 0."""
        self.model_index = index
        """Its place among the layers of the built model, from 0; a model that a wrapper applies has one place."""
        self.entry = entry
        """The entry of the file it comes from; a repeat gives many steps one entry."""
        self.scope = scope
        """The nested `Sequential`s it stands in, outermost first."""
        self.repeat_indices = repeat_indices
        """Its index in every `repeat` around it, outermost first."""
        self.outer: Layer | None = entry.node
        """The layer as written; None for a hole."""
        self.layer: Layer | None = entry.node
        """The layer itself, wrappers taken off; None for a hole."""
        self.path: Path = entry.path
        """Where the options of `layer` stand."""
        self.per_step = False
        """Whether `TimeDistributed` applies it to every step by itself."""
        self.input: Shape | None = None
        self.output: Shape | None = None
        self.weights: Sequence[Weight] = ()
        """The variables of the layer as written; empty where the input shape is unknown."""
        self.parameters = 0
        """How many numbers they hold."""

    @property
    def name(self) -> str:
        """The class name of the layer itself; empty for a hole of unknown class."""
        if self.layer is not None:
            return type(self.layer).__name__
        return self.entry.cls.__name__ if self.entry.cls is not None else ""

    @property
    def written_class(self) -> str:
        """The class of the layer as written, also of one that there is not; `?` for a hole without a name."""
        if self.outer is not None:
            return type(self.outer).__name__
        written = self.entry.path[-1]
        return self.name or (written if isinstance(written, str) else "?")

    @property
    def is_known(self) -> bool:
        """Whether its shapes and weights are; behind a hole and behind a custom layer they are not."""
        return self.output is not None

    @property
    def trainable_parameters(self) -> int:
        """How many of them training changes."""
        return sum(weight.size for weight in self.weights if weight.trainable) if self.trains else 0

    @property
    def trains(self) -> bool:
        """Whether training changes any of its weights."""
        if self.outer is None or (self.is_frozen and not trains_when_frozen(self.layer)):
            return False
        return any(weight.trainable and weight.size for weight in self.weights)

    @property
    def is_frozen(self) -> bool:
        """Whether it, or something around it, says `trainable: false`."""
        is_own = self.outer is not None and not self.outer.trainable
        return is_own or any(_frozen(container) for container in self.scope)

    @property
    def says_more(self) -> bool:
        """Whether it has more than what it computes: a name, a precision of its own, a penalty on its output."""
        return any(layer is not None and not _MORE.isdisjoint(layer.written) for layer in (self.outer, self.layer))


def _frozen(container: DraftLayer) -> bool:
    return container.node is not None and not container.node.trainable
