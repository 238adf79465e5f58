"""netbuilder build: a compiled keras.Sequential, written as a .keras file."""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from netbuilder.cli import options, status
from netbuilder.cli.files import Config, Unreadable, expand, placed
from netbuilder.cli.output import complain, flush, say
from netbuilder.diagnostics.errors import ConfigError
from netbuilder.diagnostics.language import spoken
from netbuilder.diagnostics.sentence import _

if TYPE_CHECKING:
    from netbuilder.engine.export.quantize import Quantized
    from netbuilder.pipeline import Session


@dataclass(frozen=True, kw_only=True)
class BuildOptions(options.ConfigsOptions):
    """What `build` takes."""

    output: str | None = options.option(
        "-o",
        "--output",
        type=options.FILE,
        metavar="FILE",
        help="Where to write, .keras, .tflite, .onnx or saved_model/; else build/<name of the config>.keras.",
    )
    device: str | None = options.option(
        "--device", metavar="DEVICE", help="auto, cpu, gpu or gpu:1, in place of what the config says."
    )
    backend: str | None = options.backend()
    opens_in: str | None = options.option(
        "--opens-in", metavar="RELEASE", help="Write a file that this older Keras opens, as 3.8."
    )
    quantize: str | None = options.option(
        "--quantize",
        type=options.Choice(["int8", "int4", "float8"]),
        metavar="MODE",
        help="int8, int4 or float8: keep the weights of Dense-like layers so.",
    )
    dry_run: bool = options.flag("--dry-run", help="Check, resolve and print; build and write nothing.")


@options.command(
    "build",
    BuildOptions,
    "netbuilder build net.yaml                          writes build/net.keras",
    "netbuilder build net.yaml -o model.keras --device gpu",
    "netbuilder build net.yaml --set compile.optimizer.Adam.learning_rate=3e-4",
    "netbuilder build configs/*.yaml --strict           warnings stop the build too",
    "netbuilder build net.yaml --opens-in 3.8           a file for an older Keras",
    "netbuilder build net.yaml --backend jax            with Keras on JAX",
    "netbuilder build net.yaml -o net.tflite            or net.onnx, or saved_model/",
    "netbuilder build net.yaml --quantize int8",
    "netbuilder build net.yaml --dry-run                everything but Keras",
)
def command(build: BuildOptions) -> int:
    """Build the models of configs with Keras, compile them and write them.

    Findings go to standard error. A file is written whole or not at all.
    """
    from netbuilder.cli.sessions import each
    from netbuilder.vocabulary.base.releases import OLDEST_OPENED, RELEASES_OPENED, is_opened, nearest_release

    configs = expand(build.configs)
    if build.output is not None and len(configs) > 1:
        raise click.ClickException(f"--output names one file, and there are {len(configs)} configs")
    _refuse_one_target(configs, build)
    if build.opens_in is not None and not is_opened(build.opens_in):
        near = nearest_release(build.opens_in, OLDEST_OPENED)
        raise click.UsageError(f"`--opens-in` takes {RELEASES_OPENED}, got {build.opens_in}; nearest is {near}")
    _refuse_beside_other_formats(build)
    return each(configs, partial(_build, build), build, gap=not build.quiet)


def _refuse_beside_other_formats(build: BuildOptions) -> None:
    """What is about a .keras file, and would be ignored for another one."""
    from netbuilder.engine.export.formats import KERAS, format_of

    form = format_of(Path(build.output)) if build.output is not None else KERAS
    option = "--quantize" if build.quantize is not None else "--opens-in" if build.opens_in is not None else ""
    if option and form not in (None, KERAS):
        raise click.UsageError(f"`{option}` is about a .keras file, and `{build.output}` is none")
    if build.quantize is not None and build.opens_in is not None:
        raise click.UsageError("`--quantize` goes without `--opens-in`: older releases have other quantized layers")


def _refuse_one_target(configs: Sequence[Config], build: BuildOptions) -> None:
    """Two configs of one name in two folders would overwrite each other's model."""
    targets: dict[Path, str] = {}
    for config in configs:
        target = _target(config, None, build)
        if target in targets:
            raise click.ClickException(
                f"`{targets[target]}` and `{config.path}` would both be written to `{target}`; "
                "build them one by one with --output"
            )
        targets[target] = config.path


def _target(config: Config, name: str | None, build: BuildOptions) -> Path:
    from netbuilder.engine.export.formats import format_of
    from netbuilder.engine.save import default_target

    usual = default_target(config.path, name)
    if build.output is None:
        return usual
    form = format_of(Path(build.output))
    return Path(build.output if form is not None and form.is_folder else placed(build.output, usual.name))


def _build(build: BuildOptions, config: Config) -> int:
    from netbuilder.cli.sessions import linted, status_of
    from netbuilder.engine import installation
    from netbuilder.views.tables.table import partial_table, table

    session = linted(
        config.path,
        build,
        strict=build.strict,
        device=build.device,
        backend=build.backend,
        opens_in=build.opens_in,
    )
    graph = session.report.graph
    if session.report.errors:
        if graph.calls and not build.quiet:
            say(partial_table(graph))
        return status_of(session)
    if not build.dry_run:
        installation.check(session.backend)
    plan = session.build_plan
    if not build.quiet:
        say(table(plan) + "\n")
        flush()  # what follows takes seconds
    if status_of(session) != status.OK:
        complain("nothing is built: --strict counts warnings as errors")
        return status_of(session)
    target = _target(config, graph.draft.name, build)
    _refuse_overwriting(config, target)
    return _written(session, target, build)


def _refuse_overwriting(config: Config, target: Path) -> None:
    """A saved model that is built again has new weights, which shall not take the place of its own."""
    with suppress(OSError):
        if target.samefile(config.path):
            fix = "name another file with --output; `netbuilder import FILE --weights NEW` keeps its weights"
            raise Unreadable(f"`{target}` is what is built, and would lose its weights", fix)


def _written(session: "Session", target: Path, build: BuildOptions) -> int:
    """Build the model and write its file."""
    from netbuilder.cli.sessions import built
    from netbuilder.engine.lean_import import without_tensorflow
    from netbuilder.engine.save import refusal, save
    from netbuilder.graph.memory import format_bytes
    from netbuilder.lint.result import stops_a_build
    from netbuilder.pipeline.origin import origin_for
    from netbuilder.views.next_steps import opening_lines, training_lines

    refused = refusal(target, session.backend)
    if refused is not None:
        raise ConfigError([refused])
    if build.dry_run:
        _tell(build, _("nothing is built; `netbuilder build` would write {target}", target=target))
        return status.OK
    model = built(session, build)
    if stops_a_build(model.diagnostics, session.options.is_strict):
        complain("nothing is written: --strict counts warnings as errors")
        return status.FINDINGS
    quantized = _quantized(model.model, build)
    with without_tensorflow(session.backend if target.suffix == ".keras" else "tensorflow"):
        exported = save(model.model, target, build.opens_in, origin_for(session, target))
    _tell(build, _("built on {device}", device=model.device))
    size = format_bytes(_size(target))
    if quantized is not None:
        size = _("{size}, {plain} without", size=size, plain=format_bytes(quantized.plain_bytes))
    _tell(build, _("wrote {target} ({size})", target=target, size=size))
    for sentence in quantized.sentences if quantized is not None else ():
        _tell(build, sentence)
    if exported is not None:
        _tell(build, exported.sentence)
    if len(build.configs) == 1:
        path = target.as_posix()
        lines = training_lines(session.report.graph, path) if exported is None else opening_lines(path)
        _tell(build, "\n" + _("in Python:") + "".join(f"\n  {line}" for line in lines))
    return status.OK


def _quantized(model: Any, build: BuildOptions) -> "Quantized | None":
    if build.quantize is None:
        return None
    from netbuilder.engine.export.quantize import quantize

    return quantize(model, build.quantize)


def _size(target: Path) -> int:
    """Bytes of a file, or of all files of a folder."""
    files = [target] if target.is_file() else [file for file in target.rglob("*") if file.is_file()]
    return sum(os.path.getsize(file) for file in files)


def _tell(build: BuildOptions, text: str) -> None:
    if not build.quiet:
        say(spoken(text))
