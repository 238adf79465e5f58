"""What is wrong with the writing of a network, noted in its draft: loaded where something is."""

from typing import Any

from netbuilder.diagnostics import Address, Diagnostic, LayerRef, Path, Severity, Span, advice
from netbuilder.diagnostics.sentence import _
from netbuilder.parse.draft import Draft, DraftLayer
from netbuilder.source.edit.realize import resolved
from netbuilder.suggest import entries, values
from netbuilder.suggest.budget import BUDGET
from netbuilder.suggest.phrases import Surroundings, brief, error
from netbuilder.suggest.python_calls import code_in_layers, keras_program
from netbuilder.suggest.recover import problems_in_options, recover
from netbuilder.suggest.resolve_name import is_surely_meant, meant_class
from netbuilder.suggest.sections import meant_section, misspelt_section
from netbuilder.suggest.synonyms import INPUT_LAYERS
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node import Item
from netbuilder.vocabulary.base.registry import find
from netbuilder.vocabulary.base.validation_errors import Problem, under
from netbuilder.vocabulary.network import SECTIONS, Compile, Network


class Mistakes:
    """The mistakes of one draft, each said once."""

    def __init__(self, draft: Draft) -> None:
        assert draft.document is not None
        self.draft = draft
        self.document = draft.document
        # What was read past, by its place: of one mistake either this is said or what the vocabulary says of it.
        self.unreadable = {problem.address for problem in draft.problems if problem.code == "NB001"}
        self.is_input_said = False
        self.code_lists: set[Path] = set()
        self.around = Surroundings(draft.address, self.document.value or {})

    def in_the_whole(self, data: Any) -> bool:
        """Whether the document is no network at all, which is said then: a program, nothing, a list."""
        draft = self.draft
        program = keras_program(self.document)
        if program is not None:
            draft.problems = [program]
            draft.invalid_paths = frozenset({("layers",)})
        elif self.document.root is None and not draft.problems:
            message, fix = _("the file is empty"), advice(_("start from `netbuilder new mlp`"))
            address = draft.address(())
            empty = Diagnostic("NB001", "unreadable-yaml", Severity.ERROR, message, address, suggestion=fix)
            draft.problems.append(empty)
        elif self.document.root is not None and not isinstance(data, dict):
            what = _("a list") if isinstance(data, list) else brief(data)
            fix = advice(
                _("put the list under `layers:`") if isinstance(data, list) else _("`input: [...]` and `layers:`")
            )
            message = _("a network is written as `key: value` lines, got {what}", what=what)
            draft.problems.append(error("wrong-type", message, draft.address(()), fix))
        return program is not None or not isinstance(data, dict)

    def misspelt_layers(self, settings: dict[str, Any]) -> str:
        """The key under which the list of layers stands, where one is surely meant; else empty."""
        lists = [key for key, value in settings.items() if isinstance(value, list) and key not in Network.model_fields]
        misspelt = next((key for key in lists if misspelt_section(key) == "layers"), "")
        others = [key for key in lists if meant_section(key, settings[key]) == "layers"]
        return misspelt or (others[0] if len(others) == 1 else "")

    def in_settings(self, settings: dict[str, Any]) -> Network:
        """The network without the settings that are wrong."""
        problems = problems_in_options(Network, settings)
        misspelt = {problem.option: str(problem.path[0]) for problem in problems if problem.kind == "unknown-option"}
        self._note_misspelt((), problems)
        invalid_options = {str(problem.path[0]) for problem in problems if problem.path}
        sound = {option: value for option, value in settings.items() if option not in invalid_options}
        for option, section in SECTIONS.items():
            key = misspelt.get(option, option)
            options = settings.get(key)
            if isinstance(options, dict):
                inside = problems_in_options(section, options)
                self._note_misspelt((option,), inside)
                problems = [problem for problem in problems if problem.path[:1] != (key,) or len(problem.path) < 2]
                problems += under((key,), inside)
                if section is Compile:
                    sound[option] = recover(Compile, options, inside)[0]
        self.tell(problems)
        self.draft.invalid_paths = frozenset(problem.path[:2] for problem in problems)
        network = Network.model_validate({"layers": (), "input": [None], **sound})
        return network if "input" in sound else network.changed(input=None)

    def in_a_layer(self, cls: type[Layer], options: Any, here: Path, index: int) -> DraftLayer:
        """The layer without the options that are wrong, as far as it can be."""
        problems = problems_in_options(cls, options)
        self.tell(under(here, problems), LayerRef(index, cls.__name__))
        self._note_misspelt(here, problems)
        node, invalid_options = recover(cls, options, problems)
        return DraftLayer(here, cls, node, invalid_options)

    def _note_misspelt(self, here: Path, problems: list[Problem]) -> None:
        """Under which keys the options below a path stand, for what is said of them later."""
        for problem in problems:
            if problem.kind == "unknown-option" and len(problem.path) == 1 and problem.option:
                self.draft.misspelt[*here, problem.option] = str(problem.path[0])

    def in_a_container(self, cls: type[Layer], options: Any, here: Path, index: int) -> None:
        """Say what is wrong with a container beside its layers."""
        self.tell(under(here, problems_in_options(cls, options)), LayerRef(index, cls.__name__))

    def unknown_layer(self, name: str, options: Any, here: Path, index: int) -> type[Item] | None:
        """Say that no layer has a name; the class that it surely was to be, so that one run says what else is wrong."""
        if self._is_code(name, here):
            return None
        self.is_input_said |= name.partition("(")[0].rpartition(".")[2] in INPUT_LAYERS
        problem = Problem("unknown-name", here, None, name, names="layer", below=options)
        self.tell([problem], LayerRef(index, name))
        if len(self.draft.problems) > BUDGET.edits or not isinstance(options, dict | None):
            return None
        cls = meant_class("layer", name)
        return cls if cls is not None and is_surely_meant(name, cls) else None

    def _is_code(self, name: str, here: Path) -> bool:
        """Whether a layer's name is a piece of a call that was cut at its commas; said once a list."""
        path = here[:-1]
        if path in self.code_lists:
            return any(mark in name for mark in "()=")
        if name.count("(") <= name.count(")") or not isinstance(here[-1], int):
            return False
        items: Any = self.around.network
        for step in path:
            items = items[step]
        following = items[here[-1] + 1 :][:1]
        if not any(isinstance(item, str) and item.count(")") > item.count("(") for item in following):
            return False
        self.code_lists.add(path)
        self._add(code_in_layers(self.draft.address(path)))
        return True

    def odd_layer(self, item: Any, path: Path, index: int) -> DraftLayer:
        """An entry that is no layer."""
        if item == {} and self._is_said((*path, "")):
            return DraftLayer(path, None, None)
        diagnostic, name = entries.odd_layer(item, path, self.around)
        self._add(diagnostic._replace(layer=LayerRef(index, name) if name else None))
        return DraftLayer((*path, name) if name else path, None, None)

    def not_a_list(self, data: Any, path: Path) -> None:
        """Layers that are no list; none is said twice once their mapping is one."""
        address = self.draft.address(path)
        assert isinstance(address, Span)
        problems = self.draft.problems
        self.draft.problems = [problem for problem in problems if not _is_layer_twice(problem, address)]
        self._add(entries.not_a_list(data, address, path))

    def tell(self, problems: list[Problem], layer: LayerRef | None = None) -> None:
        """Put problems into words, each looked at beside the others."""
        if len(self.draft.problems) > BUDGET.problems:
            return
        worded, rest = problems[: BUDGET.problems], problems[BUDGET.problems :]
        # Each is compared with all beside it; of 60,000 only what is missing counts wherever it stands.
        beside = [*worded, *(problem for problem in rest if problem.kind == "missing-option")]
        for problem in worded:
            if problem.kind == "missing-option" and self._is_said(problem.path):
                continue
            diagnostic = values.diagnostic_of(problem, beside, self.around)
            if diagnostic is not None and diagnostic.address not in self.unreadable:
                is_key = problem.kind == "unknown-option" or (problem.names and problem.path[-1:] == (problem.value,))
                related = self.draft.related(problem.path, "key" if is_key else "value")
                self._add(diagnostic._replace(related=related, layer=layer))

    def _add(self, diagnostic: Diagnostic) -> None:
        """Note a finding, with the edits that its suggestion makes in the file."""
        changes = diagnostic.suggestion.changes
        self.is_input_said |= any(change.path == ("input",) for change in changes)
        if len(self.draft.problems) < BUDGET.edits:
            diagnostic = diagnostic._replace(suggestion=resolved(self.document, diagnostic.suggestion))
        self.draft.problems.append(diagnostic)

    def _is_said(self, path: Path) -> bool:
        """Whether what is missing stands among the layers, or may be what could not be read in the same mapping."""
        if path == ("input",):
            return self.is_input_said
        if len(path) == 1:
            return False
        span = self.document.span(path[:-1])
        return any(_stands_in(problem.address, span) for problem in self.document.problems)


def _stands_in(address: Address | None, span: Span) -> bool:
    assert isinstance(address, Span)
    return span.start <= address.start < span.end


def _is_layer_twice(diagnostic: Diagnostic, layers: Span) -> bool:
    """Whether a key said twice is a layer in the mapping of layers."""
    key = diagnostic.address
    assert isinstance(key, Span)
    if diagnostic.name != "duplicate-key" or not _stands_in(key, layers):
        return False
    if layers.text.string[layers.start] != "{":
        return key.column == layers.column
    return find("layer", key.text.string[key.start : key.end]) is not None
