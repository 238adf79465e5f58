"""What to type, as a person who writes Python types it: `activation="relu"` where a file has `activation: relu`."""

from typing import Any

from netbuilder.diagnostics import Change, Diagnostic
from netbuilder.source import read
from netbuilder.vocabulary.base.registry import FOLDERS, find


def python_fix(diagnostic: Diagnostic) -> str:
    """What to do about a finding in a network that was made in Python."""
    suggestion = diagnostic.suggestion
    typed = [f"`{_change(change)}`" for change in suggestion.changes if change.text]
    if not typed and not suggestion.sample:
        return diagnostic.fix
    sample = f"`{_python(suggestion.sample)}`, say" if suggestion.sample else ""
    return f"{suggestion.before}{' and '.join(typed)}{sample}{suggestion.after}"


def _change(change: Change) -> str:
    if change.target in ("key", "name"):
        return change.yaml or ""
    return _python(change.text, is_value=change.target == "value")


def _python(yaml: str, *, is_value: bool = False) -> str:
    """A YAML text as Python; as it is where it cannot be read."""
    document = read(yaml, "")
    if document.problems or document.value is None:
        return yaml
    value = document.value
    if isinstance(value, list) and yaml.startswith("- "):
        return _entry(value[0])
    if not is_value and isinstance(value, dict) and len(value) == 1:
        [(key, below)] = value.items()
        return _entry(value) if _module(key) else f"{key}={_entry(below)}"
    return _entry(value) if is_value or not isinstance(value, str) else yaml


def _entry(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_entry, value))}]"
    if isinstance(value, dict) and len(value) == 1:
        [(name, options)] = value.items()
        module = _module(name)
        if module and (options is None or isinstance(options, dict)):
            return f"{module}.{name}({', '.join(f'{key}={_entry(item)}' for key, item in (options or {}).items())})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_quoted(key)}: {_entry(item)}" for key, item in value.items()) + "}"
    if isinstance(value, str):
        module = _module(value)
        return f"{module}.{value}()" if module and value[:1].isupper() else _quoted(value)
    return repr(value)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _module(name: str) -> str:
    """The public module that has a class of this name: `nb`, `nb.initializers`; empty where none has."""
    folder = next((folder for folder, kind in FOLDERS.items() if find(kind, name) is not None), "")
    return "" if not folder else "nb" if folder in ("layers", "cells") else f"nb.{folder}"
