"""Session: one network on its way text -> document -> draft -> report -> plan -> model.

Each step is taken once, when it is first asked for. What a step needs is loaded with it: a session that is only
linted loads neither the planner nor Keras.
"""

import os
from codecs import BOM_UTF8
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

from netbuilder.diagnostics import Diagnostic, Severity, in_order
from netbuilder.diagnostics.errors import ConfigError
from netbuilder.lint.result import LintResult
from netbuilder.lint.runner import lint
from netbuilder.lint.selection import settings_of
from netbuilder.lint.severities import Settings
from netbuilder.parse import Draft, parse
from netbuilder.pipeline.options import Options
from netbuilder.source import Document, read, read_bytes
from netbuilder.source.limits import MOST_READ
from netbuilder.system.caches import lazy
from netbuilder.system.gc_pause import resume
from netbuilder.system.read import SAVED_MODEL, read_file
from netbuilder.vocabulary.network import Runtime

if TYPE_CHECKING:
    from netbuilder.engine.build import Built
    from netbuilder.lint.autofix import Autofix
    from netbuilder.plan import Plan
    from netbuilder.propagation.records import Probe

NO_OPTIONS = Options()
_AS_IT_IS = nullcontext()
_STARTS = (b"\x89HDF", b"PK\x03\x04", b"{", b'"', b"\n", b" ", b"\xef\xbb\xbf{", b"\x08\x01\x12")
"""How files of saved models begin: HDF5, zip, JSON, protobuf."""
_KEY = b"class_name"
"""What every topology has, and no config."""


class Session:
    """One network, with the options of whoever asks about it.

    Args:
        data: the text, or the bytes of a file.
        name: what diagnostics call it.
    """

    def __init__(self, data: str | bytes, name: str = "<text>", options: Options = NO_OPTIONS) -> None:
        self.data = data
        self.name = name
        self.options = options
        self._is_read_here = True
        self._before: Document | None = None
        """What was read before, where this is an edit of it."""

    @classmethod
    def of_file(cls, path: str | os.PathLike[str], options: Options = NO_OPTIONS) -> "Session":
        """The session of a config file.

        Raises:
            OSError: it cannot be read.
        """
        return cls(read_file(path, MOST_READ, in_folder=SAVED_MODEL), os.fspath(path), options)

    @classmethod
    def of_draft(cls, draft: Draft, options: Options = NO_OPTIONS) -> "Session":
        """The session of what has been read already; overrides come too late for it."""
        session = cls(draft.document.text.string if draft.document is not None else "", draft.source_name, options)
        session.draft = draft
        session._is_read_here = False
        return session

    def with_text(self, text: str) -> "Session":
        """The session of another text in its place, with the same options."""
        return Session(text, self.name, self.options)

    def edited(self, text: str, options: Options) -> "Session":
        """The session of this text with an edit in it, as an author types: what is not new need not be read again."""
        session = Session(text, self.name, options)
        if not self.options.overrides and not self.options.runtime and self.options.keras is None:
            session._before = self.document
        return session

    @property
    def document(self) -> Document | None:
        """The text as data with positions, with the overrides put in; None for a network made in Python."""
        return self._reading[0] if self._is_read_here else self.draft.document

    @lazy
    def draft(self) -> Draft:
        """The network as far as it could be read."""
        document, errors = self._reading
        with self.custom_scope():
            draft = parse(document)
        if errors:
            draft.problems += errors
            draft.network = None
        return draft

    def encoded(self, text: str) -> bytes:
        """A text as the bytes of a file, with a byte order mark where this one has one."""
        mark = isinstance(self.data, bytes) and self.data.startswith(BOM_UTF8)
        return BOM_UTF8 + text.encode() if mark else text.encode()

    @lazy
    def settings(self) -> Settings:
        """Which findings are kept, and as what.

        Raises:
            SettingsError: a code that no rule has.
        """
        options = self.options
        return settings_of(options.select, options.ignore, options.project, options.least)

    @property
    def keras(self) -> str | None:
        """The release of Keras that is named: by the caller, else by the network, else by the project."""
        by_caller = None if self._is_read_here else self._keras_of_caller  # else it is in the text already
        return by_caller or self.draft.keras or self.options.project.keras

    @property
    def backend(self) -> str:
        """The backend that it is built on."""
        return self.options.backend or self.draft.runtime.backend

    @property
    def _keras_of_caller(self) -> str | None:
        return self.options.opens_in or self.options.keras

    @lazy
    def report(self) -> LintResult:
        """Everything there is to say about the network before it is built."""
        draft, settings = self.draft, self.settings
        with self.custom_scope():
            result = lint(draft, settings, self.keras)
        resume()  # what a check needs is imported; from here on there is garbage
        return result

    def missing_here(self) -> list[Diagnostic]:
        """What the installed Keras does not have of a network that names a newer one, by position."""
        from netbuilder.rules.newer_than_keras import NewerThanKeras

        with self.custom_scope():
            return list(in_order(NewerThanKeras().missing_here(self.report.graph)))

    @lazy
    def plan(self) -> "Plan":
        """The network with everything decided that does not come from chance.

        Raises:
            ConfigError: it has errors.
        """
        return self.planned(None)

    @lazy
    def build_plan(self) -> "Plan":
        """The same with a seed: the network's own, or one that is drawn now.

        Raises:
            ConfigError: it has errors.
        """
        from netbuilder.plan import fresh_seed

        return self.plan if self.draft.seed is not None else self.planned(fresh_seed())

    @lazy
    def built(self) -> "Built":
        """The model, with where it was built and what was found there.

        Raises:
            ConfigError: the network has errors, or warnings that count as such; or this machine cannot build it.
        """
        if self.report.stops_a_build(self.options.is_strict):
            raise ConfigError(self.report.visible)
        if missing := self.missing_here():
            raise ConfigError(missing)
        plan = self.build_plan
        from netbuilder.engine.build import build

        with self.custom_scope():
            return build(plan, self.settings, self.options.opens_in)

    def fix(self, *, unsafe: bool = False, least: Severity = Severity.INFO) -> "Autofix":
        """The text with its fixes applied; nothing is written.

        Args:
            unsafe: apply those that change the model, too.
            least: what is less bad than this is left alone.
        """
        from netbuilder.lint.autofix import Autofix, autofix

        if self.is_model:
            document = self.document
            assert document is not None
            return Autofix(document.text.string, self.report, ())  # not to be overwritten with YAML

        def worth_fixing(result: LintResult) -> list[Diagnostic]:
            return [diagnostic for diagnostic in result.diagnostics if diagnostic.severity >= least]

        return autofix(self.report, lambda text: self.with_text(text).report, worth_fixing, unsafe)

    def after(self, autofix: "Autofix") -> "Session":
        """The session of the text after its fixes."""
        session = self.with_text(autofix.text)
        session.report = autofix.result
        return session

    def probe(
        self, data: Any = None, *, fit_one_batch: bool = False, progress: Callable[[int], None] | None = None
    ) -> "Probe":
        """The measurement of the built model, with findings that have the network's addresses.

        Raises:
            ConfigError: as `built`.
            NotProbed: the model or the batch cannot be measured.
        """
        from netbuilder.engine.probe.batch import refuse_other_backend
        from netbuilder.pipeline.measuring import measured

        refuse_other_backend(self.backend)
        built, graph = self.built, self.report.graph
        return measured(built.model, graph, self.settings, data, fit_one_batch, progress, built.added)

    @lazy
    def _reading(self) -> tuple[Document, list[Diagnostic]]:
        """The document, and what is wrong with the overrides."""
        document = self._model
        if document is None:
            document = self._read()
        # As overrides, so that they have places to point at.
        overrides = (*self.options.overrides, *(f"runtime.{name}={value}" for name, value in self.options.runtime))
        if self._keras_of_caller is not None:
            overrides = (*overrides, f'keras="{self._keras_of_caller}"')
        if not overrides:
            return document, []
        from netbuilder.parse.overrides import apply_overrides

        return document, apply_overrides(document, overrides)

    def _read(self) -> Document:
        """What the text or the bytes are as data."""
        before, self._before = self._before, None  # else every session would keep all before it
        if isinstance(self.data, bytes):
            return read_bytes(self.data, self.name)
        if before is not None:
            from netbuilder.source.reread import reread

            document = reread(before, self.data)
            if document is not None:
                return document
        return read(self.data, self.name)

    @property
    def is_model(self) -> bool:
        """Whether it is a saved model of Keras or TensorFlow.js, whose config is made for the session only."""
        return self._is_read_here and self._model is not None

    @lazy
    def _model(self) -> Document | None:
        """The config that a saved model becomes; None for configs."""
        data = self.data if isinstance(self.data, bytes) else self.data.encode("utf-8", "surrogatepass")
        if not data.startswith(_STARTS) and _KEY not in data:
            return None
        from netbuilder.convert.model_files.importing import document_of

        return document_of(data, self.name, lambda text: Session(text, self.name).report)

    def planned(self, seed: int | None) -> "Plan":
        """The plan of the network with a seed for what has none.

        Raises:
            ConfigError: it has errors.
        """
        report = self.report
        if report.errors:
            raise ConfigError(report.visible)
        from netbuilder.plan import plan

        with self.custom_scope():
            planned = plan(report.graph, seed)
        runtime = dict(self.options.runtime)
        if not runtime:
            return planned
        read = Runtime(**runtime)
        changed = {option: getattr(read, option) for option in runtime}
        return planned._replace(runtime=planned.runtime.changed(**changed))

    def custom_scope(self) -> AbstractContextManager[None]:
        """The caller's own pieces, and those that are registered with a Keras that is already imported."""
        objects = self.options.custom_objects
        if objects is None:
            return _AS_IT_IS
        from netbuilder.vocabulary.custom_class import custom_objects, registered_with_keras

        objects = {**registered_with_keras(), **objects}
        # A scope that is open, be it empty, keeps what is read from being remembered.
        return custom_objects(objects) if objects else _AS_IT_IS
