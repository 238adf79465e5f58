"""What the shell completes: configs, codes of rules, and the paths of `--set`."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem

_ENDINGS = (".yaml", ".yml", ".keras", ".h5", ".hdf5", ".json")
_MOST = 1_000


def configs(ctx: "click.Context", param: "click.Parameter", incomplete: str) -> "list[CompletionItem]":
    """YAML files and saved models; where there are folders to go into, what the shell itself completes."""
    from click.shell_completion import CompletionItem  # only where a shell asks

    folder, start = os.path.split(incomplete)
    try:
        entries = [entry for entry in os.scandir(folder or ".") if entry.name.startswith(start)]
    except OSError:
        entries = []
    if not start:
        entries = [entry for entry in entries if not entry.name.startswith(".")]
    files = sorted(os.path.join(folder, entry.name) for entry in entries if entry.name.endswith(_ENDINGS))
    if not files or any(entry.is_dir() for entry in entries):
        return [CompletionItem(incomplete, type="file")]
    return [CompletionItem(file) for file in files]


def codes(ctx: "click.Context", param: "click.Parameter", incomplete: str) -> list[str]:
    """Codes, families of them, and names of rules; the last of several behind commas."""
    from netbuilder.diagnostics.codes import family, in_turn
    from netbuilder.rules.base import codes, codes_by_name

    before, comma, last = incomplete.rpartition(",")
    every_code = sorted(codes(), key=in_turn)
    families = dict.fromkeys(family(code) for code in every_code)
    return [f"{before}{comma}{word}" for word in (*families, *every_code, *codes_by_name()) if word.startswith(last)]


def paths(ctx: "click.Context", param: "click.Parameter", incomplete: str) -> list[str]:
    """The paths of what the config on the same command line says, as `layers.0.Dense.units=`."""
    from netbuilder.cli.files import Config, Unreadable
    from netbuilder.pipeline import Session

    named = ctx.params.get("configs") or ctx.params.get("config") or ctx.args
    files = (named,) if isinstance(named, str) else named
    try:
        document = Session(Config(files[0]).read(), files[0]).document if files and files[0] != "-" else None
    except Unreadable:
        return []
    every_path = _paths(document.value, "") if document is not None else iter(())
    return [path for path, _ in zip(every_path, range(_MOST), strict=False) if path.startswith(incomplete)]


def _paths(value: Any, path: str) -> Iterator[str]:
    """The paths of everything that is no mapping or list of mappings."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _paths(below, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for index, item in enumerate(value):
            if isinstance(item, dict):
                yield from _paths(item, f"{path}.{index}")
    elif path:  # else the file holds no mapping
        yield f"{path}="
