"""Document -> Draft: settings, layers or holes, and what is wrong with the writing.

pydantic's error path equals the YAML path here, so a position is a plain walk. A layer with a mistake in an option
that shapes do not depend on keeps its place with a stand-in for that option; any other becomes a hole.
"""

from collections.abc import Iterator, MutableMapping, Sequence
from typing import TYPE_CHECKING, Any

from pydantic_core import ValidationError

from netbuilder.diagnostics import Address, Diagnostic, LayerRef, Path, Severity, Span, advice
from netbuilder.parse.draft import Draft, DraftLayer
from netbuilder.source import Document
from netbuilder.system.caches import clearable
from netbuilder.version import DISTRIBUTION
from netbuilder.vocabulary.base import custom_scope
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.registry import find
from netbuilder.vocabulary.base.validation_errors import Problem, no_mapping, problems_of, under
from netbuilder.vocabulary.network import LATEST, SECTIONS, Compile, Network

if TYPE_CHECKING:
    from netbuilder.suggest.phrases import Surroundings
    from netbuilder.vocabulary.base.node import Item


def parse(document: Document) -> Draft:
    """Everything that a document says, and everything that is wrong with how it says it."""
    draft = Draft()
    draft.document = document
    draft.problems = list(document.problems)
    data = document.value
    if not isinstance(data, dict) or not ("input" in data or "layers" in data):
        from netbuilder.suggest.python_calls import keras_program  # a config has both

        program = keras_program(document)
        if program is not None:
            draft.problems = [program]
            draft.invalid_paths = frozenset({("layers",)})
            return draft
    if document.root is None:
        if not draft.problems:
            draft.problems.append(_unreadable(draft, "the file is empty", fix="start from `netbuilder new mlp`"))
        return draft
    if not isinstance(data, dict):
        from netbuilder.suggest import phrases  # nothing here is put into words where nothing is wrong

        what = "a list" if isinstance(data, list) else phrases.brief(data)
        fix = "put the list under `layers:`" if isinstance(data, list) else "`input: [...]` and `layers:`"
        message = f"a network is written as `key: value` lines, got {what}"
        draft.problems.append(phrases.error("wrong-type", message, draft.address(()), advice(fix)))
        return draft
    _Reader(draft).read(data)
    return draft


def _unreadable(draft: Draft, message: str, fix: str) -> Diagnostic:
    return Diagnostic("NB001", "unreadable-yaml", Severity.ERROR, message, draft.address(()), suggestion=advice(fix))


def _stands_in(address: Address | None, span: Span, at_column: int = 0) -> bool:
    """Whether something stands in a span, and in a certain column if one is given."""
    if not isinstance(address, Span) or not span.start <= address.start < span.end:
        return False
    return not at_column or address.column == at_column


def _is_layer_twice(diagnostic: Diagnostic, layers: Span) -> bool:
    """Whether a key said twice is a layer, and none said twice once the mapping of layers is a list."""
    if diagnostic.name != "duplicate-key" or not isinstance(diagnostic.address, Span):
        return False
    if layers.text.string[layers.start] != "{":
        return _stands_in(diagnostic.address, layers, at_column=layers.column)
    key = diagnostic.address.text.string[diagnostic.address.start : diagnostic.address.end]
    return _stands_in(diagnostic.address, layers) and find("layer", key) is not None


def _misspelt_layers(settings: dict[str, Any]) -> str:
    """The key under which the list of layers stands, where that is a slip of the finger; else empty."""
    from netbuilder.suggest.sections import misspelt_section

    lists = [key for key, value in settings.items() if isinstance(value, list) and key not in Network.model_fields]
    return next((key for key in lists if misspelt_section(key) == "layers"), "")


def _whole_items(data: Sequence[Any]) -> Iterator[tuple[int, Any]]:
    """The items of a list with their indexes, without the rest of a call that YAML tore at its commas."""
    is_torn = False
    for index, item in enumerate(data):
        if not is_torn:
            yield index, item
        if isinstance(item, str) and ("(" in item or ")" in item):
            is_torn = item.count("(") > item.count(")") if not is_torn else item.count(")") <= item.count("(")


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
        # What was read past, by its place: of one mistake either this is said or what the vocabulary says of it.
        self.unreadable = {problem.address for problem in draft.problems if problem.code == "NB001"}
        self.count = 0
        self.is_input_said = False

    def read(self, data: dict[str, Any]) -> None:
        draft = self.draft
        settings = {key: value for key, value in data.items() if not key.startswith("x-")}
        key = "layers" if "layers" in settings else _misspelt_layers(settings)
        if key:
            draft.layers = self._layers(settings[key], (key,))
            settings[key] = tuple([layer.node for layer in draft.layers if layer.node is not None])
        network = self._settings(settings)
        # Reading has made nodes of these; the annotations are what a caller may write.
        draft.name, draft.seed, draft.initializers = network.name, network.seed, network.initializers
        draft.input, draft.compile, draft.task = network.input, network.compile, network.task  # type: ignore[assignment]
        draft.runtime, draft.limits = network.runtime, network.limits  # type: ignore[assignment]
        draft.keras = network.keras
        if network.rules:
            draft.rules = dict(network.rules)
        if network.version > LATEST:
            self._newer(network.version)
        if not draft.problems:
            draft.network = network

    def _settings(self, settings: dict[str, Any]) -> Network:
        try:
            return Network.model_validate(settings)
        except ValidationError:
            pass
        from netbuilder.suggest.recover import problems_in_options, recover

        problems = problems_in_options(Network, settings)
        misspelt = {problem.option: str(problem.path[0]) for problem in problems if problem.kind == "unknown-option"}
        sound, invalid_options = dict(settings), {problem.path[0] for problem in problems if problem.path}
        for option in invalid_options:
            sound.pop(str(option), None)
        for option, section in SECTIONS.items():
            key = misspelt.get(option, option)
            options = settings.get(key)
            if key in invalid_options and isinstance(options, dict):
                inside = problems_in_options(section, options)
                problems = [problem for problem in problems if problem.path[:1] != (key,) or len(problem.path) < 2]
                problems += under((key,), inside)
                if section is Compile:
                    sound[option] = recover(Compile, options, inside)[0]
        self._tell(problems)
        self.draft.invalid_paths = frozenset(problem.path[:2] for problem in problems)
        sound.setdefault("layers", ())
        missing_input = "input" not in sound
        if missing_input:
            sound["input"] = [1]
        network = Network.model_validate(sound)
        return network.model_copy(update={"input": None}) if missing_input else network

    def _newer(self, version: int) -> None:
        message = f"this netbuilder reads files up to version {LATEST}, got {version}"
        address = self.draft.address(("version",))
        fix = advice(f"`pip install --upgrade {DISTRIBUTION}`")
        diagnostic = Diagnostic("NB017", "newer-version", Severity.ERROR, message, address, suggestion=fix)
        self.draft.problems.append(diagnostic)

    def _tell(self, problems: list[Problem], layer: LayerRef | None = None) -> None:
        from netbuilder.suggest import values
        from netbuilder.suggest.budget import BUDGET

        if len(self.draft.problems) > BUDGET.problems:
            return
        # Each is looked at beside the others.
        for problem in problems[: BUDGET.problems]:
            if problem.kind == "missing-option" and self._is_said(problem.path):
                continue
            diagnostic = values.diagnostic_of(problem, problems, self._around())
            if diagnostic is not None and diagnostic.address not in self.unreadable:
                is_key = problem.kind == "unknown-option" or (problem.names and problem.path[-1:] == (problem.value,))
                related = self.draft.related(problem.path, "key" if is_key else "value")
                self._add(diagnostic._replace(related=related, layer=layer))

    def _around(self) -> "Surroundings":
        from netbuilder.suggest.phrases import Surroundings

        document = self.draft.document
        return Surroundings(self.draft.address, document.value if document is not None else {})

    def _add(self, diagnostic: Diagnostic) -> None:
        """Note a finding, with the edits that its suggestion makes in the file."""
        from netbuilder.source.edit.realize import resolved
        from netbuilder.suggest.budget import BUDGET

        changes = diagnostic.suggestion.changes
        self.is_input_said |= any(change.path == ("input",) for change in changes)
        if changes and len(self.draft.problems) < BUDGET.edits:
            suggestion = resolved(self.draft.document, diagnostic.suggestion)
            diagnostic = diagnostic._replace(suggestion=suggestion)
        self.draft.problems.append(diagnostic)

    def _is_said(self, path: Path) -> bool:
        """Whether what is missing stands among the layers, or may be what could not be read in the same mapping."""
        if path == ("input",):
            return self.is_input_said
        document = self.draft.document
        if document is None or not document.problems or len(path) == 1:
            return False
        span = document.span(path[:-1])
        return any(_stands_in(problem.address, span) for problem in document.problems)

    def _layers(self, data: Any, path: Path) -> tuple[DraftLayer, ...]:
        if not isinstance(data, list | tuple):
            from netbuilder.suggest.entries import not_a_list

            address = self.draft.address(path)
            if isinstance(data, dict) and isinstance(address, Span):
                problems = [problem for problem in self.draft.problems if not _is_layer_twice(problem, address)]
                self.draft.problems = problems
            self._add(not_a_list(data, address, path))
            return ()
        layers = [self._layer(item, (*path, index)) for index, item in _whole_items(data)]
        return tuple(layers)

    def _layer(self, item: Any, path: Path) -> DraftLayer:
        index = self.count
        self.count = index + 1
        if isinstance(item, str):
            name, options, here = item, None, path
        elif isinstance(item, dict) and len(item) == 1:
            [(name, options)] = item.items()
            here = (*path, name)
        else:
            return self._odd_layer(item, path, index)
        cls = find("layer", name) or self._unknown(name, options, here, index)
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
            pass
        from netbuilder.suggest.recover import problems_in_options, recover

        problems = problems_in_options(cls, options)
        self._tell(under(here, problems), LayerRef(index, cls.__name__))
        node, invalid_options = recover(cls, options, problems)
        return DraftLayer(here, cls, node if isinstance(node, Layer) else None, invalid_options)

    def _unknown(self, name: str, options: Any, here: Path, index: int) -> "type[Item] | None":
        """Say that no layer has a name; the class that it surely was to be, so that one run says what else is wrong."""
        from netbuilder.suggest.budget import BUDGET
        from netbuilder.suggest.resolve_name import is_surely_meant, meant_class

        self.is_input_said |= name.partition("(")[0].rpartition(".")[2] in ("Input", "InputLayer")
        problem = Problem("unknown-name", here, None, name, names="layer", below=options)
        self._tell([problem], LayerRef(index, name))
        if len(self.draft.problems) > BUDGET.edits or not isinstance(options, dict | None):
            return None
        cls = meant_class("layer", name)
        return cls if cls is not None and is_surely_meant(name, cls) else None

    def _container(self, cls: type[Layer], options: Any, here: Path, index: int) -> DraftLayer:
        if not isinstance(options, dict):
            self._tell([no_mapping(here, cls, options)], LayerRef(index, cls.__name__))
            return DraftLayer(here, cls, None)
        inner = self._layers(options["layers"], (*here, "layers")) if "layers" in options else ()
        nodes = tuple(layer.node for layer in inner if layer.node is not None)
        try:
            node = cls.model_validate({**options, "layers": nodes} if "layers" in options else options)
        except ValidationError as error:
            self._tell(under(here, problems_of(error, cls, options)), LayerRef(index, cls.__name__))
            # Without `layers` it is not empty: nothing is known of what would stand in it.
            return DraftLayer(here, cls, None, frozenset(), inner if "layers" in options else None)
        return DraftLayer(here, cls, node, frozenset(), inner)

    def _odd_layer(self, item: Any, path: Path, index: int) -> DraftLayer:
        from netbuilder.suggest.entries import odd_layer

        if item == {} and self._is_said((*path, "")):
            return DraftLayer(path, None, None)
        diagnostic, name = odd_layer(item, path, self._around())
        self._add(diagnostic._replace(layer=LayerRef(index, name) if name else None))
        return DraftLayer((*path, name) if name else path, None, None)
