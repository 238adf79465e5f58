"""Read the words of a plain command line without click, whose import is a tenth of a check.

What is not plain is left to click: whatever it would refuse, complete or explain, and all that is rarely typed.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from netbuilder.cli.options import Choice, CommonOptions, Count, File, Parameter, parameters

_Options = TypeVar("_Options", bound=CommonOptions)
_ATTRIBUTES = {"type", "multiple", "metavar", "shell_complete", "help", "is_flag", "nargs", "required", "default"}


class _NotPlain(Exception):
    pass


def plain_options(options: type[_Options], words: Sequence[str]) -> _Options | None:
    """The options that the words behind a command's name mean; None where click has to read them."""
    try:
        return options(**_values(parameters(options), words))
    except _NotPlain:
        return None


def _values(declared: dict[str, Parameter], words: Sequence[str]) -> dict[str, Any]:
    by_option: dict[str, tuple[str, bool | None]] = {}
    """Option as typed -> its field, and what a flag makes of it."""
    arguments = [name for name, parameter in declared.items() if not parameter.names]
    values: dict[str, Any] = {}
    for name, parameter in declared.items():
        values[name] = _default(parameter)
        for typed in parameter.names:
            on, _, off = typed.partition("/")
            by_option[on] = name, True if off or _is_flag(parameter) else None
            if off:
                by_option[off] = name, False
    if len(arguments) != 1 or declared[arguments[0]].attributes.get("nargs") != -1:
        raise _NotPlain
    files: list[str] = []
    rest = iter(words)
    for word in rest:
        if not word.startswith("-"):
            files.append(word)
            continue
        option, is_assigned, value = word.partition("=")
        if option not in by_option or (is_assigned and not option.startswith("--")):
            raise _NotPlain
        name, switched = by_option[option]
        if switched is not None:
            if is_assigned:
                raise _NotPlain
            values[name] = switched
            continue
        if not is_assigned:
            value = next(rest, "")
        values[name] = _taken(declared[name], values[name], value)
    if not files or "" in files:
        raise _NotPlain
    values[arguments[0]] = tuple(files)
    return values


def _default(parameter: Parameter) -> Any:
    attributes = parameter.attributes
    if attributes.keys() - _ATTRIBUTES or not isinstance(attributes.get("type"), Choice | Count | File | None):
        raise _NotPlain
    if attributes.get("multiple"):
        return ()
    return attributes.get("default", False if _is_flag(parameter) else None)


def _is_flag(parameter: Parameter) -> bool:
    return bool(parameter.attributes.get("is_flag"))


def _taken(parameter: Parameter, before: Any, value: str) -> Any:
    """The value of an option, with those typed before where there may be several."""
    kind = parameter.attributes.get("type")
    if not value or value.startswith("-") or (isinstance(kind, Choice) and value not in kind.words):
        raise _NotPlain
    if isinstance(kind, Count):
        if not (value.isascii() and value.isdigit() and 0 < len(value) < 10 and int(value)):
            raise _NotPlain
        return int(value)
    return (*before, value) if parameter.attributes.get("multiple") else value
