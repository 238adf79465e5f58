"""netbuilder import: a model that Keras or TensorFlow.js has saved, as a config."""

import os
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from netbuilder.cli import options, status
from netbuilder.cli.files import STDIN, Config, Unreadable, expand, reason, write_output
from netbuilder.cli.output import complain, emit
from netbuilder.cli.printing import print_aside
from netbuilder.diagnostics.sentence import _
from netbuilder.system.gc_pause import resume

if TYPE_CHECKING:
    from netbuilder.convert.model_files.importing import Imported
    from netbuilder.convert.model_files.network_data import ImportOptions


@dataclass(frozen=True, kw_only=True)
class ImportCommandOptions(options.CommonOptions):
    """What `import` takes."""

    files: tuple[str, ...] = options.argument(nargs=-1, required=True, metavar="FILE...", type=options.FILE)
    output: str | None = options.option(
        "-o", "--output", metavar="FILE", type=options.FILE, help="Where to write it; a folder for several."
    )
    data_format: str | None = options.option(
        "--data-format",
        type=options.Choice(["channels_last", "channels_first"]),
        help="The order of axes of layers that Keras 1 saved without one.",
    )
    sizes: str | None = options.option(
        "--input", metavar="SIZES", help="One sample, as 28,28,1, where the file does not say it."
    )
    force: bool = options.flag("--force", help="Write it although the file's weights are others.")
    weights: str | None = options.option(
        "--weights",
        metavar="FILE.keras",
        type=options.FILE,
        help="Build the model with the file's weights, and write it.",
    )
    backend: str | None = options.option(
        "--backend",
        type=options.Choice(["theano", "tensorflow"]),
        help="With --weights: what trained a model of Keras 1.",
    )
    accept_changes: bool = options.flag(
        "--accept-changes", help="With --weights: also where Keras 3 computes something else."
    )


@options.command(
    "import",
    ImportCommandOptions,
    "netbuilder import model.keras -o net.yaml",
    "netbuilder import old.h5 | netbuilder show -",
    "netbuilder import saved_model/ model.json -o configs/",
)
def command(request: ImportCommandOptions) -> int:
    """Read models that Keras 1, 2 and 3, tf.keras and TensorFlow.js have saved, and write them as configs.

    Takes .keras, HDF5, JSON, YAML, model.json and SavedModel folders, whatever they are called. Nothing in them is run.
    """
    from netbuilder.cli.sessions import each
    from netbuilder.convert.model_files.network_data import ImportOptions

    resume()  # a model file may be large, and what it leaves is garbage
    files = expand(request.files)
    model_options = ImportOptions(request.data_format, _sizes(request.sizes))
    if request.output is not None and len(files) > 1 and not _is_folder(request.output):
        raise click.UsageError("several files are written into a folder: -o configs/")
    if request.weights is not None and len(files) > 1:
        raise click.UsageError("--weights names one file, and there are several models")
    if request.weights is not None and files[0].path == STDIN:
        raise click.UsageError("--weights needs the model's path, not standard input")
    return each(files, partial(_import, request, model_options, len(files) > 1), request)


def _import(request: ImportCommandOptions, model_options: "ImportOptions", is_headed: bool, file: Config) -> int:
    from netbuilder.convert.model_files.limits import MAX_BYTES
    from netbuilder.convert.model_files.refusal import as_config_error

    target = _target(request, file)
    # Standard input has to be read whole; a file may be larger.
    data = _standard_input(16 * MAX_BYTES) if file.path == STDIN else b""
    with as_config_error(file.name, "import"):
        imported = _read(file, data, model_options)
    if imported is None:
        return _not_a_model(file, data if file.path == STDIN else file.read(), target, request)
    if imported.refusal is not None and not request.force:
        print_aside(imported.findings(file.name), request)
        return status.FINDINGS
    if request.weights is not None:
        _write_weights(file, request.weights, model_options, request)
    if request.weights is None or target is not None:
        _write(imported.text, target, f"# {file.name}" if is_headed else "")
    print_aside(imported.findings(file.name), request)
    if not request.quiet:
        count = len(imported.report.graph.calls)
        layers = f"{count:,} layer{'s' if count != 1 else ''}"
        complain(f"{file.name}: {layers}, {imported.verdict}" + (f"; wrote {target}" if target is not None else ""))
        if imported.has_origin:
            complain(f"`netbuilder show {file.name} --source` prints the config that it was built from")
    return status.OK


def _standard_input(most: int) -> bytes:
    return sys.stdin.buffer.read(most) if sys.stdin is not None else b""


def _target(request: ImportCommandOptions, file: Config) -> str | None:
    if request.output is None or not _is_folder(request.output):
        return request.output
    stem = "model" if file.path == STDIN else Path(file.path.rstrip(os.sep)).stem
    return os.path.join(request.output, f"{stem}.yaml")


def _is_folder(path: str) -> bool:
    return path.endswith(os.sep) or os.path.isdir(path)


def _write_weights(file: Config, target: str, model_options: "ImportOptions", request: ImportCommandOptions) -> None:
    """Build the model with the file's weights and write it.

    Raises:
        ConfigError: it cannot be built, or would be another model.
    """
    from netbuilder.convert.model_files.refusal import as_config_error
    from netbuilder.engine.save import save
    from netbuilder.pipeline.weights import WeightsOptions, model_with_weights

    with as_config_error(file.name, "import"):
        weights_options = WeightsOptions(request.backend, request.accept_changes)
        model, _, remark = model_with_weights(file.path, weights_options, model_options)
    save(model, Path(target))
    if not request.quiet:
        if remark:
            complain(f"{file.name}: {remark}")
        complain(f"wrote {target}, with the weights of {file.name}")


def _read(file: Config, data: bytes, model_options: "ImportOptions") -> "Imported | None":
    from netbuilder.pipeline.importing import import_bytes, import_path

    if file.path == STDIN:
        return import_bytes(data, file.name, model_options)
    try:
        return import_path(file.path, model_options)
    except FileNotFoundError:
        file.read()  # says what was probably meant
        raise
    except OSError as error:
        raise Unreadable(f"`{file.path}` cannot be read: {reason(error)}") from None


def _not_a_model(file: Config, data: bytes, target: str | None, request: ImportCommandOptions) -> int:
    """A config is what it would become; anything else is no model."""
    from netbuilder.convert.model_files.refusal import Refused
    from netbuilder.pipeline import Session
    from netbuilder.suggest.python_calls import keras_program

    session = Session(data, file.name)
    if session.draft.network is None:
        value = session.document.value if session.document is not None else None
        is_config = isinstance(value, dict) and ("layers" in value or "input" in value)
        program = keras_program(session.document) if session.document is not None else None
        refusal = Refused("no-topology", _("the file is no model of Keras or TensorFlow.js, nor a config"))
        other = program if program is not None else refusal.diagnostic(file.name)
        print_aside(session.report.diagnostics if is_config else [other], request)
        return status.FINDINGS
    assert session.document is not None
    _write(session.document.text.string, target, "")
    if not request.quiet:
        complain(f"{file.name}: a config already" + (f"; wrote {target}" if target is not None else ""))
    return status.OK


def _write(text: str, target: str | None, head: str) -> None:
    if target is None:
        emit((f"{head}\n" if head else "") + text.removesuffix("\n") + ("\n\n" if head else "\n"))
    else:
        write_output(target, text.encode())


def _sizes(text: str | None) -> "tuple[int | None, ...] | None":
    if text is None:
        return None
    words = [word.strip() for word in text.strip("[]() ").split(",") if word.strip()]
    sizes = [None if word in ("null", "None", "?") else int(word) if word.isdecimal() else 0 for word in words]
    if not sizes or any(size == 0 for size in sizes):
        raise click.UsageError(f"--input takes the sizes of one sample, as 28,28,1, and got `{text}`")
    return tuple(sizes)
