"""Draft: a network as far as it could be read, with holes where a layer could not be.

A draft comes from a file (`parse`) or from Python objects (`of_network`). Everything that judges a network works
on a draft; a draft without errors becomes a `Network`, and only that is built.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from netbuilder.diagnostics import Address, Diagnostic, Path, Place, Related
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.network import Compile, Input, Limits, Network, Runtime, Task

if TYPE_CHECKING:
    from netbuilder.source import Document


_RUNTIME, _LIMITS = Runtime.model_construct(), Limits.model_construct()


class DraftLayer:
    """One entry of `layers`: a layer, a container of layers, or a hole."""

    __slots__ = ("cls", "inner", "invalid_options", "node", "path")

    def __init__(
        self,
        path: Path,
        cls: type[Layer] | None,
        node: Layer | None,
        invalid_options: frozenset[str] = frozenset(),
        inner: "tuple[DraftLayer, ...] | None" = None,
    ) -> None:
        self.path = path
        """Where its options stand: ("layers", 3, "Dense"), or ("layers", 3) for a bare name."""
        self.cls = cls
        """Its class; None where not even that is known."""
        self.node = node
        """The layer; None for a hole."""
        self.invalid_options = invalid_options
        """Options that could not be read and hold a stand-in; nothing is said about them twice."""
        self.inner = inner
        """For `Sequential` and `repeat`: the layers inside."""


class Draft:
    """A network as far as it could be read."""

    def __init__(self) -> None:
        self.document: Document | None = None
        self.name: str | None = None
        self.keras: str | None = None
        """The release of Keras that the network names."""
        self.seed: int | None = None
        self.initializers: str = "auto"
        self.input: Input | None = None
        self.layers: tuple[DraftLayer, ...] = ()
        self.compile: Compile | None = None
        self.runtime: Runtime = _RUNTIME
        self.task: Task | None = None
        self.limits: Limits = _LIMITS
        self.rules: dict[str, str] = {}
        self.invalid_paths: frozenset[Path] = frozenset()
        """Paths of settings that could not be read: ("input",), ("compile", "loss")."""
        self.misspelt: dict[Path, str] = {}
        """Paths of options that stand in the file under another key: ("compile", "loss") under "perda"."""
        self.problems: list[Diagnostic] = []
        """What is wrong with the writing: NB0xx."""
        self.network: Network | None = None
        """The network itself, where nothing is wrong with the writing."""

    def take_settings(self, network: Network) -> None:
        """All that a network says beside its layers."""
        self.name, self.keras = network.name, network.keras
        self.seed, self.initializers = network.seed, network.initializers
        self.rules = dict(network.rules)
        # Reading has made nodes of these; the annotations are what a caller may write.
        self.input, self.compile, self.task = network.input, network.compile, network.task  # type: ignore[assignment]
        self.runtime, self.limits = network.runtime, network.limits  # type: ignore[assignment]

    def address(self, path: Path, part: str = "value") -> Address:
        """Where a path stands: in the file the deepest position known, in Python the path itself.

        `part` is "value", "key" or "name"; the key is the value where there is no key.
        """
        if self.document is None:
            from netbuilder.diagnostics import written_path

            return Place(written_path(path) or "Network")
        if self.misspelt:
            path = tuple([self.misspelt.get(path[: at + 1], step) for at, step in enumerate(path)])
        # A bare `Flatten` has no key; the document then gives the value, which is the name.
        return self.document.span(path, "value" if part == "value" else "key")

    def related(self, path: Path, part: str = "value") -> tuple[Related, ...]:
        """Second places of a path: the anchor behind an alias."""
        return self.document.related(path, part) if self.document is not None else ()

    @property
    def source_name(self) -> str:
        """What to call where it comes from: the file's name, or `Network`."""
        return self.document.text.name if self.document is not None else "Network"


def walk(layers: Sequence[DraftLayer]) -> Iterator[DraftLayer]:
    """Every entry, those inside containers too, in reading order; a repeat's layers once."""
    for layer in layers:
        yield layer
        if layer.inner is not None:
            yield from walk(layer.inner)


def of_network(network: Network) -> Draft:
    """The draft of a network made in Python; its addresses are paths such as `layers[4].Dropout.rate`."""
    draft = Draft()
    draft.network = network
    draft.take_settings(network)
    draft.layers = draft_layers(network.layers, ("layers",))
    return draft


def draft_layers(layers: Sequence[Layer], path: Path) -> tuple[DraftLayer, ...]:
    """The entries for layers that stand at a path."""
    return tuple(_draft_layer(layer, (*path, index)) for index, layer in enumerate(layers))


def _draft_layer(layer: Layer, path: Path) -> DraftLayer:
    here = (*path, type(layer).__name__)
    inner = draft_layers(layer.contents, (*here, "layers")) if layer.contents is not None else None
    return DraftLayer(here, type(layer), layer, frozenset(), inner)
