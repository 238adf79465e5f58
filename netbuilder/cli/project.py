"""The `[tool.netbuilder]` table of the pyproject.toml that is nearest above a config."""

import os
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import click

_TABLE = b"tool.netbuilder"
_LEVELS = ("error", "warn", "info", "off")
_KEYS = "select, ignore, rules, strict and format"


class Table(NamedTuple):
    """What a project sets for all its configs; the command line wins."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: Mapping[str, str] = {}
    strict: bool = False
    format: str = "auto"
    path: str = ""
    """The file it stands in."""


NO_TABLE = Table()


@cache
def table_for(folder: str) -> Table:
    """The table that holds for the configs of a folder.

    Raises:
        click.ClickException: the table says something that is not known.
    """
    folder = os.path.abspath(folder)
    while True:
        table = _read(os.path.join(folder, "pyproject.toml"))
        if table is not None:
            return table
        above = os.path.dirname(folder)
        if above == folder:
            return NO_TABLE
        folder = above


@cache
def _read(path: str) -> Table | None:
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return None
    if _TABLE not in data:
        return None
    import tomllib  # only where there is such a table

    try:
        table = tomllib.loads(data.decode()).get("tool", {}).get("netbuilder")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise click.ClickException(f"`{path}` is no TOML: {error}") from None
    return None if table is None else _checked(table, path)


def _checked(table: Any, path: str) -> Table:
    if not isinstance(table, dict):
        raise click.ClickException(f"`tool.netbuilder` in `{path}` is no table")
    found: dict[str, Any] = {"path": path}
    for key, value in table.items():
        if key not in Table._fields or key == "path":
            raise click.ClickException(f"[tool.netbuilder] in `{path}` has no key `{key}`; it has {_KEYS}")
        if key in ("select", "ignore"):
            if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
                raise click.ClickException(f'`{key}` in `{path}` is a list of codes, as ["NB2"]')
            value = tuple(value)
        elif key == "rules":
            if not isinstance(value, dict) or not all(one in _LEVELS for one in value.values()):
                raise click.ClickException(f'`rules` in `{path}` is a table of severities, as {{NB203 = "off"}}')
        elif key == "strict" and not isinstance(value, bool):
            raise click.ClickException(f"`strict` in `{path}` is true or false")
        elif key == "format":
            from netbuilder.views.formats import formats

            if value not in ("auto", *formats()):
                raise click.ClickException(f"`format` in `{path}` is auto, {', '.join(formats())}")
        found[key] = value
    return Table(**found)
