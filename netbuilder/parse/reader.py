"""Document -> Draft: settings, layers or holes, and what is wrong with the writing.

pydantic's error path equals the YAML path here, so a position is a plain walk. A layer with a mistake in an option
that shapes do not depend on keeps its place with a stand-in for that option; any other becomes a hole.
"""

from collections.abc import Iterable
from typing import Any

from pydantic_core import ValidationError

from netbuilder.diagnostics import Address, Diagnostic, LayerRef, Path, Severity, Span, advice
from netbuilder.parse.draft import Draft, DraftLayer
from netbuilder.source import Document
from netbuilder.vocabulary.base import custom_scope
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.registry import find
from netbuilder.vocabulary.base.validation_errors import Problem, problems_of, under
from netbuilder.vocabulary.network import LATEST, Compile, Network


def parse(document: Document) -> Draft:
    """Everything that a document says, and everything that is wrong with how it says it."""
    draft = Draft()
    draft.document = document
    draft.problems = list(document.problems)
    data = document.value
    if not isinstance(data, dict) or not ("input" in data or "layers" in data):
        from netbuilder.suggest.keras_program import keras_program  # a config has both

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

        what = "a list" if isinstance(data, list) else phrases.shown(data)
        fix = "put the list under `layers:`" if isinstance(data, list) else "`input: [...]` and `layers:`"
        draft.problems.append(
            phrases.error(
                "wrong-type", f"a network is written as `key: value` lines, got {what}", draft.address(()), fix=fix
            )
        )
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


def _is_layer_twice(one: Diagnostic, layers: Span) -> bool:
    """Whether a key said twice is a layer, and none said twice once the mapping of layers is a list."""
    if one.name != "duplicate-key" or not isinstance(one.address, Span):
        return False
    if layers.text.string[layers.start] != "{":
        return _stands_in(one.address, layers, at_column=layers.column)
    key = one.address.text.string[one.address.start : one.address.end]
    return _stands_in(one.address, layers) and find("layer", key) is not None


MOST_PROBLEMS = 2_000
"""More mistakes than this are not put into words: nobody reads on, and looking for near names takes its time."""


_MOST_GUESSED = 200
"""Behind so many mistakes a misspelt layer is a hole: to look for near names a second time takes as long again."""


_made: dict[Any, Layer] = {}
_MOST_MADE = 10_000


def _read_layer(cls: type[Layer], options: Any) -> Layer:
    """The layer with these options. Nodes never change, so that two entries that say the same may share one."""
    key = None
    if type(options) is dict and not custom_scope.is_active():
        # By type too: 1, 1.0 and true are equal, and not the same.
        key = (cls, *options.items(), *map(type, options.values()))
        try:
            made = _made.get(key)
        except TypeError:  # a list or a mapping inside
            key = None
        else:
            if made is not None:
                return made
    layer = cls.model_validate(options)
    if key is not None:
        if len(_made) >= _MOST_MADE:
            _made.clear()
        _made[key] = layer
    return layer


class _Reader:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        # What was read past, by its place: of one mistake either this is said or what the vocabulary says of it.
        self.unreadable = {one.address: one for one in draft.problems if one.code == "NB001"}
        self.count = 0
        self.has_input_layer = False

    def read(self, data: dict[str, Any]) -> None:
        draft = self.draft
        settings = {key: value for key, value in data.items() if not key.startswith("x-")}
        if "layers" in settings:
            draft.layers = self._layers(settings["layers"], ("layers",))
            settings["layers"] = tuple([layer.node for layer in draft.layers if layer.node is not None])
        network = self._settings(settings)
        # Reading has made nodes of these; the annotations are what a caller may write.
        draft.name, draft.seed, draft.initializers = network.name, network.seed, network.initializers
        draft.input, draft.compile, draft.task = network.input, network.compile, network.task  # type: ignore[assignment]
        draft.runtime, draft.limits = network.runtime, network.limits  # type: ignore[assignment]
        if network.rules:
            draft.rules = dict(network.rules)
        if network.version > LATEST:
            self._newer(network.version)
        if not draft.problems:
            draft.network = network

    def _settings(self, settings: dict[str, Any]) -> Network:
        try:
            return Network.model_validate(settings)
        except ValidationError as error:
            problems = problems_of(error, Network, settings)
        problems = self._with_sections(problems, settings)
        self._tell(problems)
        invalid_options = {problem.path[0] for problem in problems if problem.path}
        sound = {key: value for key, value in settings.items() if key not in invalid_options}
        compile_ = settings.get("compile")
        if "compile" in invalid_options and isinstance(compile_, dict):
            inside = [
                problem._replace(path=problem.path[1:]) for problem in problems if problem.path[:1] == ("compile",)
            ]
            from netbuilder.suggest.recover import recover

            sound["compile"] = recover(Compile, compile_, inside)[0]
        self.draft.invalid_paths = frozenset(problem.path[:2] for problem in problems)
        sound.setdefault("layers", ())
        missing_input = "input" not in sound
        if missing_input:
            sound["input"] = [1]
        network = Network.model_validate(sound)
        return network.model_copy(update={"input": None}) if missing_input else network

    def _with_sections(self, problems: list[Problem], settings: dict[str, Any]) -> list[Problem]:
        """The problems, with those of every section told of its own options."""
        from netbuilder.suggest.split_calls import mended

        for section in Network.model_fields:
            options = settings.get(section)
            if isinstance(options, dict) and section != "layers":
                inside = [one._replace(path=one.path[1:]) for one in problems if one.path[:1] == (section,)]
                others = [one for one in problems if one.path[:1] != (section,)]
                problems = others + under((section,), mended(options, inside))
        return problems

    def _newer(self, version: int) -> None:
        message = f"this netbuilder reads files up to version {LATEST}, got {version}"
        address = self.draft.address(("version",))
        diagnostic = Diagnostic(
            "NB017",
            "newer-version",
            Severity.ERROR,
            message,
            address,
            suggestion=advice("`pip install --upgrade netbuilder`"),
        )
        self.draft.problems.append(diagnostic)

    def _tell(self, problems: list[Problem], layer: LayerRef | None = None) -> None:
        if len(self.draft.problems) > MOST_PROBLEMS:
            return
        # Each is looked at beside the others.
        for diagnostic, problem in self._worded(problems[:MOST_PROBLEMS], layer):
            if self._is_better_said(diagnostic, problem):
                continue
            is_key = problem.kind == "unknown-option" or (problem.names and problem.path[-1:] == (problem.given,))
            related = self.draft.related(problem.path, "key" if is_key else "value")
            # An alias has no text of its own to mend, and mending the anchor's would change its other places.
            self.draft.problems.append(diagnostic.with_edits(())._replace(related=related) if related else diagnostic)

    def _is_better_said(self, diagnostic: Diagnostic, problem: Problem) -> bool:
        """Whether the reading said the mistake already, and the vocabulary knows no better what to type."""
        read = self.unreadable.get(diagnostic.address)
        if read is None:
            return False
        if not isinstance(problem.given, list) or not diagnostic.fix.startswith("`"):
            return True
        self.draft.problems = [one for one in self.draft.problems if one is not read]
        return False

    def _worded(self, problems: list[Problem], layer: LayerRef | None) -> list[tuple[Diagnostic, Problem]]:
        from netbuilder.suggest import messages

        told = []
        for problem in problems:
            if problem.kind == "missing-option" and self._is_said(problem.path):
                continue
            # One at a time keeps the pairing; the list is there for what several problems say together.
            for diagnostic in messages.diagnostics_of(problem, problems, self.draft.address, layer):
                told.append((diagnostic, problem))
        return told

    def _is_said(self, path: Path) -> bool:
        """Whether what is missing stands as an `Input` layer, or may be what could not be read in the same mapping."""
        if path == ("input",):
            return self.has_input_layer
        document = self.draft.document
        if document is None or not document.problems or len(path) == 1:
            return False
        span = document.span(path[:-1])
        return any(_stands_in(one.address, span) for one in document.problems)

    def _layers(self, data: Any, path: Path) -> tuple[DraftLayer, ...]:
        if not isinstance(data, list | tuple):
            from netbuilder.suggest.misplaced import not_a_list

            address = self.draft.address(path)
            if isinstance(data, dict) and isinstance(address, Span):
                self.draft.problems = [one for one in self.draft.problems if not _is_layer_twice(one, address)]
            self.draft.problems.append(not_a_list(data, address))
            return ()
        items: Iterable[tuple[int, Any]] = enumerate(data)
        if any(type(item) is str and "(" in item for item in data):
            from netbuilder.suggest.split_calls import whole_items

            items = whole_items(data)
        return tuple([self._layer(item, (*path, index)) for index, item in items])

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
        cls = find("layer", name)
        if cls is None:
            self.has_input_layer |= name.partition("(")[0].rpartition(".")[2] in ("Input", "InputLayer")
            self._tell([Problem("unknown-name", here, None, name, names="layer", below=options)], LayerRef(index, name))
            return self._misspelt(name, options, here, index)
        assert issubclass(cls, Layer)
        if options is None:
            options = {}
        if cls.is_container:
            return self._container(cls, options, here, index)
        try:
            return DraftLayer(here, cls, _read_layer(cls, options))
        except ValidationError as error:
            problems = self._problems(error, cls, options)
        self._tell(under(here, problems), LayerRef(index, cls.__name__))
        from netbuilder.suggest.recover import recover

        node, invalid_options = recover(cls, options, problems)
        return DraftLayer(here, cls, node if isinstance(node, Layer) else None, invalid_options)

    def _misspelt(self, name: str, options: Any, here: Path, index: int) -> DraftLayer:
        """A layer of an unknown name: read as what it surely was to be, so that one run says what else is wrong."""
        from netbuilder.suggest.resolve_name import surely_meant

        if len(self.draft.problems) > _MOST_GUESSED:
            return DraftLayer(here, None, None)
        cls, options, renamed = surely_meant(name, options)
        if cls is None or cls.is_container:
            return DraftLayer(here, None, None)
        try:
            return DraftLayer(here, cls, cls.model_validate(options))
        except ValidationError as error:
            problems = self._problems(error, cls, options)
        # Of an option with another name the fix of the layer's name speaks.
        self._tell(
            [one for one in under(here, problems) if one.path[len(here)] not in renamed], LayerRef(index, cls.__name__)
        )
        from netbuilder.suggest.recover import recover

        node, invalid_options = recover(cls, options, problems)
        return DraftLayer(here, cls, node, invalid_options)

    def _problems(self, error: ValidationError, cls: type[Node], options: Any) -> list[Problem]:
        from netbuilder.suggest.split_calls import mended

        return mended(options, problems_of(error, cls, options))

    def _container(self, cls: type[Layer], options: Any, here: Path, index: int) -> DraftLayer:
        if not isinstance(options, dict):
            problem = Problem("wrong-type", here, cls, options, "options as `{name: value}`")
            self._tell([problem], LayerRef(index, cls.__name__))
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
        from netbuilder.suggest.misplaced import odd_layer

        if item == {} and self._is_said((*path, "")):
            return DraftLayer(path, None, None)
        diagnostic, name = odd_layer(item, path, self.draft.address)
        self.draft.problems.append(diagnostic._replace(layer=LayerRef(index, name) if name else None))
        return DraftLayer((*path, name) if name else path, None, None)
