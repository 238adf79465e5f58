"""Document -> Draft: settings, layers or holes, and what is wrong with the writing.

pydantic's error path equals the YAML path here, so a position is a plain walk. A layer with a mistake in an option
that shapes do not depend on keeps its place with a stand-in for that option; any other becomes a hole.
"""

from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any

from pydantic_core import ValidationError

from netbuilder.diagnostics import Diagnostic, LayerRef, Path, Severity, advice
from netbuilder.diagnostics.sentence import _
from netbuilder.parse.draft import Draft, DraftLayer
from netbuilder.source import Document
from netbuilder.system.caches import clearable, lazy
from netbuilder.version import DISTRIBUTION
from netbuilder.vocabulary.base import custom_scope
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.registry import find
from netbuilder.vocabulary.base.validation_errors import no_mapping
from netbuilder.vocabulary.network import LATEST, Network

if TYPE_CHECKING:
    from netbuilder.parse.mistakes import Mistakes


def parse(document: Document) -> Draft:
    """Everything that a document says, and everything that is wrong with how it says it."""
    draft = Draft()
    draft.document = document
    draft.problems = list(document.problems)
    reader, data = _Reader(draft), document.value
    is_config = isinstance(data, dict) and ("input" in data or "layers" in data)
    if is_config or not reader.mistakes.in_the_whole(data):
        reader.read(data)
    return draft


_layers: MutableMapping[Any, Layer] = clearable({})
_MOST_LAYERS = 10_000


def _read_layer(cls: type[Layer], options: Any) -> Layer:
    """The layer with these options. Nodes never change, so that two entries that say the same may share one."""
    key = None
    if type(options) is dict and not custom_scope.is_active():
        # By type too: 1, 1.0 and true are equal, and not the same.
        key = (cls, *options.items(), *map(type, options.values()))
        try:
            layer = _layers.get(key)
        except TypeError:  # a list or a mapping inside
            key = None
        else:
            if layer is not None:
                return layer
    layer = cls.model_validate(options)
    if key is not None:
        if len(_layers) >= _MOST_LAYERS:
            _layers.clear()
        _layers[key] = layer
    return layer


class _Reader:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.count = 0

    @lazy
    def mistakes(self) -> "Mistakes":
        """What puts mistakes into words; loaded where there is one."""
        from netbuilder.parse.mistakes import Mistakes

        return Mistakes(self.draft)

    def read(self, data: dict[str, Any]) -> None:
        draft = self.draft
        settings = {key: value for key, value in data.items() if not key.startswith("x-")}
        key = "layers" if "layers" in settings else self.mistakes.misspelt_layers(settings)
        if key:
            draft.layers = self._layers(settings[key], (key,))
            settings[key] = tuple([layer.node for layer in draft.layers if layer.node is not None])
        try:
            network = Network.model_validate(settings)
        except ValidationError:
            network = self.mistakes.in_settings(settings)
        draft.take_settings(network)
        if network.version > LATEST:
            self._newer(network.version)
        if not draft.problems:
            draft.network = network

    def _newer(self, version: int) -> None:
        message = _("this netbuilder reads files up to version {latest}, got {version}", latest=LATEST, version=version)
        address = self.draft.address(("version",))
        fix = advice(f"`pip install --upgrade {DISTRIBUTION}`")
        diagnostic = Diagnostic("NB017", "newer-version", Severity.ERROR, message, address, suggestion=fix)
        self.draft.problems.append(diagnostic)

    def _layers(self, data: Any, path: Path) -> tuple[DraftLayer, ...]:
        if not isinstance(data, list | tuple):
            self.mistakes.not_a_list(data, path)
            return ()
        return tuple([self._layer(item, (*path, index)) for index, item in enumerate(data)])

    def _layer(self, item: Any, path: Path) -> DraftLayer:
        index = self.count
        self.count = index + 1
        if isinstance(item, str):
            name, options, here = item, None, path
        elif isinstance(item, dict) and len(item) == 1:
            [(name, options)] = item.items()
            here = (*path, name)
        else:
            return self.mistakes.odd_layer(item, path, index)
        cls = find("layer", name) or self.mistakes.unknown_layer(name, options, here, index)
        if cls is None:
            return DraftLayer(here, None, None)
        assert issubclass(cls, Layer)
        if options is None:
            options = {}
        if cls.is_container:
            return self._container(cls, options, here, index)
        try:
            return DraftLayer(here, cls, _read_layer(cls, options))
        except ValidationError:
            return self.mistakes.in_a_layer(cls, options, here, index)

    def _container(self, cls: type[Layer], options: Any, here: Path, index: int) -> DraftLayer:
        if not isinstance(options, dict):
            self.mistakes.tell([no_mapping(here, cls, options)], LayerRef(index, cls.__name__))
            return DraftLayer(here, cls, None)
        inner = self._layers(options["layers"], (*here, "layers")) if "layers" in options else ()
        nodes = tuple(layer.node for layer in inner if layer.node is not None)
        settings = {**options, "layers": nodes} if "layers" in options else options
        try:
            node = cls.model_validate(settings)
        except ValidationError:
            self.mistakes.in_a_container(cls, settings, here, index)
            # Without `layers` it is not empty: nothing is known of what would stand in it.
            return DraftLayer(here, cls, None, frozenset(), inner if "layers" in options else None)
        return DraftLayer(here, cls, node, frozenset(), inner)
