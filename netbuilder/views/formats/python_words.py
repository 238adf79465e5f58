"""What to type, as a person who writes Python types it: `activation="relu"` where a file has `activation: relu`."""

import json
import re
from functools import partial
from typing import Any

from netbuilder.diagnostics import Change, Diagnostic
from netbuilder.diagnostics.language import spoken
from netbuilder.source import read
from netbuilder.vocabulary.base.registry import KINDS, find, python_module

_quoted = partial(json.dumps, ensure_ascii=False)
_TYPED = re.compile("`([^`]+)`")
"""Words hold what is to be typed in backquotes, as a file has it."""
_IS_PYTHON = re.compile(r"[\w.]+\(.*\)|\.\.\.")
"""A call, and what a person fills in."""
_SECTIONS = {"compile": "Compile", "input": "Input", "limits": "Limits", "runtime": "Runtime", "task": "Task"}
"""Classes of what is a mapping in a file."""
_KINDS = {"loss": "loss", "metrics": "metric", "weighted_metrics": "metric", "optimizer": "optimizer"}
"""Kinds of names that others have too, by the option that they stand in."""


def python_fix(diagnostic: Diagnostic) -> str:
    """What to do about a finding in a network that was made in Python."""
    suggestion = diagnostic.suggestion
    typed = [f"`{_change(change)}`" for change in suggestion.changes if change.text]
    if not typed and not suggestion.sample:
        return _in_python(spoken(diagnostic.fix))
    before, after = (_in_python(spoken(words)) for words in (suggestion.before, suggestion.after))
    sample = _python(suggestion.sample) if suggestion.sample else ""
    return suggestion._replace(before=before, after=after).worded(typed, sample)


def _in_python(words: str) -> str:
    return _TYPED.sub(lambda match: f"`{_python(match[1])}`", words)


def _change(change: Change) -> str:
    if change.target in ("key", "name"):
        return str(change.yaml)
    name = change.path[-1] if change.path else ""
    if isinstance(name, str) and _module(name):  # the options of a class
        return _python(f"{name}: {change.yaml}")
    return _python(change.text, is_value=change.target == "value")


def _python(yaml: str, *, is_value: bool = False) -> str:
    """A YAML text as Python; as it is where it cannot be read."""
    if yaml == "null":
        return "None"
    document = read(yaml, "")
    if document.problems and ": " in yaml:  # several options: `units: 1, activation: sigmoid`
        document = read(f"{{{yaml}}}", "")
        if isinstance(document.value, dict) and not document.problems:
            return _options(document.value)
    value = document.value
    if document.problems or value is None:
        return yaml
    if yaml.startswith("- "):  # a list
        return _entry(value[0])
    if not is_value and isinstance(value, dict) and len(value) == 1:
        [(key, below)] = value.items()
        if _module(key) and (below is None or isinstance(below, dict)):
            return _entry(value)
        return key if yaml.endswith(":") else _options(value)
    return _entry(value) if is_value or not isinstance(value, str) else yaml


def _options(options: dict[str, Any]) -> str:
    return ", ".join(f"{key}={_value(key, value)}" for key, value in options.items())


def _value(option: str, value: Any) -> str:
    """The value of an option, which tells classes of one name apart, and what is a mapping in a file."""
    if option in _SECTIONS and isinstance(value, dict):
        return f"nb.{_SECTIONS[option]}({_options(value)})"
    return _entry(value, _KINDS.get(option, ""))


def _entry(value: Any, kind: str = "") -> str:
    if isinstance(value, list):
        return f"[{', '.join(_entry(item, kind) for item in value)}]"
    if isinstance(value, dict) and len(value) == 1:
        [(name, options)] = value.items()
        module = _module(name, kind)
        if module and (options is None or isinstance(options, dict)):
            return f"{module}.{name}({_options(options or {})})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_quoted(key)}: {_entry(item)}" for key, item in value.items()) + "}"
    if isinstance(value, str) and _IS_PYTHON.fullmatch(value):
        return value
    if isinstance(value, str):
        module = _module(value, kind)
        return f"{module}.{value}()" if module and value[:1].isupper() else _quoted(value)
    return repr(value)


def _module(name: str, kind: str = "") -> str:
    """The public module that has a class of this name: `nb`, `nb.initializers`; empty where none has."""
    kinds = (kind, *KINDS) if kind else KINDS
    return next((python_module(other) for other in kinds if find(other, name) is not None), "")
