"""What `netbuilder import` does: read model files, write configs, say what was kept and counted."""

import os
import sys
from pathlib import Path
from typing import NamedTuple

import click

from netbuilder.cli import status
from netbuilder.cli.files import STDIN, Config, Unreadable, expand
from netbuilder.cli.judging import visible
from netbuilder.cli.output import complain, say
from netbuilder.cli.printing import print_aside
from netbuilder.convert.model_files.importing import Imported, findings, import_bytes, import_path
from netbuilder.convert.model_files.limits import MAX_BYTES
from netbuilder.convert.model_files.network_data import ImportOptions
from netbuilder.convert.model_files.refusal import Refused
from netbuilder.system.replace import write_file

_MOST_STDIN = 16 * MAX_BYTES
"""Of standard input, which has to be read whole; a file may be larger."""


class ImportRequest(NamedTuple):
    """The options of `import`."""

    output: str | None
    data_format: str | None
    sizes: str | None
    is_forced: bool
    verbose: bool
    quiet: bool


def import_all(files: tuple[str, ...], request: ImportRequest) -> int:
    """Import some files; returns the highest exit status.

    Raises:
        click.UsageError: several files and one output, or sizes that are none.
    """
    configs = expand(files)
    options = ImportOptions(request.data_format, _sizes(request.sizes))
    into_folder = request.output is not None and (request.output.endswith(os.sep) or os.path.isdir(request.output))
    if request.output is not None and len(configs) > 1 and not into_folder:
        raise click.UsageError("several files are written into a folder: -o configs/")
    worst = status.OK
    for config in configs:
        target = request.output
        if target is not None and into_folder:
            stem = "model" if config.path == STDIN else Path(config.path.rstrip(os.sep)).stem
            target = os.path.join(target, f"{stem}.yaml")
        head = f"# {config.name}" if target is None and len(configs) > 1 else ""
        try:
            worst = max(worst, _import(config, target, head, options, request))
        except Unreadable as error:
            complain(str(error))
            worst = max(worst, status.USAGE)
    return worst


def _import(config: Config, target: str | None, head: str, options: ImportOptions, request: ImportRequest) -> int:
    data = sys.stdin.buffer.read(_MOST_STDIN) if config.path == STDIN and sys.stdin is not None else b""
    try:
        imported = _read(config, data, options)
    except Refused as refusal:
        print_aside([refusal.diagnostic(config.name)], request.quiet)
        return status.FINDINGS
    if imported is None:
        return _not_a_model(config, data if config.path == STDIN else config.read(), target)
    found = visible(findings(imported, config.name), request.verbose, request.quiet)
    if imported.refusal is not None and not request.is_forced:
        print_aside(found, request.quiet)
        return status.FINDINGS
    _write(imported.text, target, head)
    print_aside(found, request.quiet)
    if not request.quiet:
        calls = imported.report.graph.calls
        layers = f"{len(calls):,} layer{'s' if len(calls) != 1 else ''}"
        complain(f"{config.name}: {layers}, {imported.verdict}" + (f"; wrote {target}" if target is not None else ""))
    return status.OK


def _read(config: Config, data: bytes, options: ImportOptions) -> Imported | None:
    if config.path == STDIN:
        return import_bytes(data, config.name, options)
    try:
        return import_path(config.path, options)
    except FileNotFoundError:
        config.read()  # says what was probably meant
        raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Unreadable(f"`{config.path}` cannot be read: {reason}") from None


def _not_a_model(config: Config, data: bytes, target: str | None) -> int:
    """A config is what it would become; anything else is no model."""
    from netbuilder.parse import parse
    from netbuilder.source import NotUtf8, read_bytes

    refusal = Refused("no-topology", "the file is no model of Keras or TensorFlow.js, nor a config")
    try:
        document = read_bytes(data, config.name)
        is_config = parse(document).network is not None
    except NotUtf8:
        is_config = False
    if not is_config:
        print_aside([refusal.diagnostic(config.name)], quiet=False)
        return status.FINDINGS
    _write(document.text.string, target, "")
    complain(f"{config.name}: a config already")
    return status.OK


def _write(text: str, target: str | None, head: str) -> None:
    if target is None:
        say((f"{head}\n" if head else "") + text.removesuffix("\n") + ("\n" if head else ""))
        return
    try:
        write_file(target, text.encode(), to_streams=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Unreadable(f"`{target}` cannot be written: {reason}") from None


def _sizes(text: str | None) -> tuple[int | None, ...] | None:
    if text is None:
        return None
    words = [word.strip() for word in text.strip("[]() ").split(",") if word.strip()]
    sizes = [None if word in ("null", "None", "?") else int(word) if word.isdecimal() else 0 for word in words]
    if not sizes or any(size == 0 for size in sizes):
        raise click.UsageError(f"--input takes the sizes of one sample, as 28,28,1, and got `{text}`")
    return tuple(sizes)
