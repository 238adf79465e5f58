"""Where the custom pieces of a network are written: modules are read as text, and never imported."""

import ast
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from netbuilder.language_server.custom_stubs import statements, stubs

_MOST = 1_000_000
"""Characters of a module that is read."""


class PythonSource(NamedTuple):
    """A class or function in a file; line and column of its name, from 0."""

    file: str
    line: int
    column: int


class CustomSources:
    """The classes and functions of some modules, found below some folders."""

    def __init__(self, modules: Sequence[str], folders: Sequence[str]) -> None:
        self._modules = modules
        self._folders = folders
        self._found: dict[str, PythonSource] | None = None

    def find(self, name: str) -> PythonSource | None:
        """The class or function of a name, as `MyLayer` or `package>MyLayer`."""
        if self._found is None:
            self._found = dict(self._definitions())
        return self._found.get(name.rpartition(">")[2])

    def stubs(self) -> dict[str, Callable[..., Any]]:
        """A stand-in for every class and function, by the names that a network may call it by."""
        by_name: dict[str, Callable[..., Any]] = {}
        for module in self._modules:
            for file in self._files(module):
                by_name |= stubs(_text(file))
        return by_name

    def _definitions(self) -> Iterator[tuple[str, PythonSource]]:
        for module in self._modules:
            for file in self._files(module):
                yield from _in_file(file)

    def _files(self, module: str) -> Iterator[str]:
        steps = module.split(".")
        if not all(step.isidentifier() for step in steps):
            return
        for folder in self._folders:
            for path in (os.path.join(folder, *steps) + ".py", os.path.join(folder, *steps, "__init__.py")):
                if os.path.isfile(path):
                    yield path
                    return


def _text(file: str) -> str:
    try:
        with open(file, encoding="utf-8") as opened:
            return opened.read(_MOST)
    except (OSError, ValueError):
        return ""


def _in_file(file: str) -> Iterator[tuple[str, PythonSource]]:
    text = _text(file)
    lines = text.split("\n")
    for statement in statements(text):
        if isinstance(statement, ast.ClassDef | ast.FunctionDef):
            line = statement.lineno - 1
            column = max(lines[line].find(statement.name), 0)
            yield statement.name, PythonSource(file, line, column)
