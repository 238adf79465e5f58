"""The Python API: load, check, build. They work on config files, on their text, and on networks made in Python."""

import os
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from errno import ENOENT
from typing import TYPE_CHECKING, Any, overload

from netbuilder.diagnostics import Diagnostic, Severity
from netbuilder.diagnostics.errors import ConfigError, ConfigWarning
from netbuilder.lint.runner import Report as JudgeReport
from netbuilder.lint.runner import check as judge
from netbuilder.network import Network
from netbuilder.parse.draft import Draft
from netbuilder.vocabulary.base.custom_scope import lookup
from netbuilder.vocabulary.base.registry import KINDS, find
from netbuilder.vocabulary.custom_class import custom_objects as custom_scope
from netbuilder.vocabulary.network import Network as SchemaNetwork
from netbuilder.vocabulary.network import Runtime

if TYPE_CHECKING:
    import keras

Source = str | os.PathLike[str] | SchemaNetwork
"""A path, the text of a config file (anything with a line break in it), or a network."""


class Report(Sequence[Diagnostic]):
    """The findings about a network, by position. Shows as text in a terminal and as a table in a notebook."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What stops a build."""
        return self._of(Severity.ERROR)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What is told and does not stop one."""
        return self._of(Severity.WARN)

    @property
    def infos(self) -> tuple[Diagnostic, ...]:
        """What is worth knowing."""
        return self._of(Severity.INFO)

    def _of(self, severity: Severity) -> tuple[Diagnostic, ...]:
        return tuple(one for one in self.diagnostics if one.severity is severity)

    @overload
    def __getitem__(self, index: int) -> Diagnostic: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Diagnostic, ...]: ...
    def __getitem__(self, index: int | slice) -> Diagnostic | tuple[Diagnostic, ...]:
        return self.diagnostics[index]

    def __len__(self) -> int:
        return len(self.diagnostics)

    def __str__(self) -> str:
        from netbuilder.views.formats.full import render
        from netbuilder.views.formats.summary import ELSEWHERE, summary

        shown, counted = render(self.diagnostics), summary(self.diagnostics, command=ELSEWHERE)
        return f"{shown}\n\n{counted}" if shown else counted

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        from netbuilder.views.page.pieces import report_html

        return report_html(self.diagnostics)


def load(
    source: str | os.PathLike[str],
    *,
    overrides: Mapping[str, Any] | None = None,
    custom_objects: Mapping[str, Any] | None = None,
) -> Network:
    """Read a config file, or its text.

    Args:
        source: A path, or the text itself: anything with a line break in it.
        overrides: Values to put in its place before it is read: `{"layers.0.Dense.units": 64}`.
        custom_objects: Classes and functions of your own that the file uses, by name.

    Raises:
        ConfigError: something is wrong with how it is written; its `diagnostics` say everything at once.
        OSError: the file cannot be read.
    """
    with _custom(custom_objects):
        draft = _read(source, overrides)
    if draft.network is None:
        raise ConfigError(draft.problems)
    return Network.of_draft(draft)


def check(
    source: Source,
    *,
    overrides: Mapping[str, Any] | None = None,
    custom_objects: Mapping[str, Any] | None = None,
) -> Report:
    """Everything there is to say about a network: what is wrong with its writing, and what the rules find.

    Takes what `load` takes, or a network. Never imports TensorFlow.
    """
    with _custom(custom_objects):
        return Report(judge(draft_of(source, overrides)).diagnostics)


def build(
    source: Source,
    *,
    overrides: Mapping[str, Any] | None = None,
    custom_objects: Mapping[str, Any] | None = None,
    device: str | None = None,
    strict: bool = False,
) -> "keras.Sequential":
    """An ordinary `keras.Sequential`, compiled if the network says how.

    Args:
        source: A path, the text of a config file, or a network.
        overrides: Values to put in their place before it is read: `{"layers.0.Dense.units": 64}`.
        custom_objects: Classes and functions of your own that the network uses, by name.
        device: `cpu`, `gpu`, `gpu:1` or `auto`, in place of what the network says.
        strict: Whether warnings stop the build, as errors do.

    Raises:
        ConfigError: the network has errors, or this machine cannot build it.
    """
    runtime = None if device is None else Runtime(device=device)
    with _custom(custom_objects):
        report, model, found = build_with_report(draft_of(source, overrides), runtime, strict)
    findings = [*report.warnings, *(one for one in found if one.severity is Severity.WARN)]
    if strict and len(findings) > len(report.warnings):
        raise ConfigError(findings)
    for one in findings:
        _warn(one)
    return model


def build_with_report(
    draft: Draft, runtime: Runtime | None = None, strict: bool = False
) -> "tuple[JudgeReport, keras.Sequential, tuple[Diagnostic, ...]]":
    """The judge's report on a draft, its model, and what the build itself had to say.

    Raises:
        ConfigError: as `build` does.
    """
    # Here and not above: `load` and `check` have no use for it.
    from netbuilder.engine.build import build as build_model
    from netbuilder.plan import fresh_seed, plan

    report = judge(draft)
    stopping = [one for one in report.diagnostics if one.severity >= (Severity.WARN if strict else Severity.ERROR)]
    if stopping:
        raise ConfigError([one for one in report.diagnostics if one.severity >= Severity.WARN])
    network = plan(report.graph, fresh_seed())
    if runtime is not None:
        network = network._replace(runtime=network.runtime.model_copy(update={"device": runtime.device}))
    built = build_model(network)
    return report, built.model, built.diagnostics


def _warn(diagnostic: Diagnostic) -> None:
    from netbuilder.views.formats.full import render

    warnings.warn("\n" + render([diagnostic]), ConfigWarning, stacklevel=_callers_level())


def _callers_level() -> int:
    """How far up the stack the line stands that called netbuilder, as `warnings.warn` in `_warn` counts."""
    frame, level = sys._getframe(1), 1
    while frame.f_back is not None and frame.f_globals.get("__name__", "").partition(".")[0] == "netbuilder":
        frame, level = frame.f_back, level + 1
    return level


def draft_of(source: Source, overrides: Mapping[str, Any] | None) -> Draft:
    """The draft of anything that `check` and `build` take."""
    if isinstance(source, str | os.PathLike):
        return _read(source, overrides)
    if not isinstance(source, SchemaNetwork):
        raise TypeError(f"a path, the text of a file or a netbuilder.Network is wanted, got {type(source).__name__}")
    if overrides:
        raise TypeError("overrides change a file; change a network with its `model_copy(update=...)`")
    if isinstance(source, Network):
        return source.draft()
    from netbuilder.parse.draft import of_network

    return of_network(source)


def _read(source: str | os.PathLike[str], overrides: Mapping[str, Any] | None) -> Draft:
    from netbuilder.parse import parse
    from netbuilder.source import NotUtf8, read, read_bytes
    from netbuilder.source.limits import MAX_SIZE

    if overrides is not None and not isinstance(overrides, Mapping):
        kind = type(overrides).__name__
        raise TypeError(f"overrides are a dict, as {{'layers.0.Dense.units': 64}}, got {kind}")
    if not isinstance(source, str | os.PathLike) or not isinstance(os.fspath(source), str):
        raise TypeError(f"a path or the text of a file is wanted, got {type(source).__name__}")
    if isinstance(source, str) and "\n" in source:
        document = read(source, "<text>")
    else:
        name = os.fspath(source)
        try:
            with open(name, "rb") as file:
                data = file.read(MAX_SIZE + 1)
        except ValueError:  # a null byte, or letters that no file name has
            raise FileNotFoundError(ENOENT, "there is no file of that name", name) from None
        try:
            document = read_bytes(data, name)
        except NotUtf8 as problem:
            raise ConfigError([Diagnostic("NB001", "unreadable-yaml", Severity.ERROR, str(problem))]) from None
    wrong: list[Diagnostic] = []
    if overrides:
        from netbuilder.convert.network_yaml import overrides_as_text
        from netbuilder.parse.overrides import apply_overrides

        wrong = apply_overrides(document, overrides_as_text(overrides))
    draft = parse(document)
    if wrong:
        draft.problems += wrong
        draft.network = None
    return draft


@contextmanager
def _custom(objects: Mapping[str, Any] | None) -> Iterator[None]:
    """The caller's own pieces, and those that are registered with a Keras that is already imported."""
    from netbuilder.vocabulary.registered import registered_with_keras

    if objects is not None and not isinstance(objects, Mapping):
        raise TypeError(f"custom_objects are a dict, as {{'MyLayer': MyLayer}}, got {type(objects).__name__}")
    for name in objects or ():
        if not isinstance(name, str) or not name:
            raise TypeError(f"custom_objects go by the names that the file uses, got {name!r}")
    with custom_scope({**registered_with_keras(), **(objects or {})}):
        for name in objects or ():
            for kind in KINDS:
                custom = lookup(kind, name)
                if custom is not None and find(kind, name) is not custom:
                    raise ValueError(f"custom_objects: {name!r} is a {kind} of Keras; give yours another name")
        yield
