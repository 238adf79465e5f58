"""What `netbuilder build` does with its files: judge each, build it, write it, and say where."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import click

from netbuilder.cli import status
from netbuilder.cli.bar import Bar
from netbuilder.cli.custom import import_custom
from netbuilder.cli.files import Config, Unreadable, expand
from netbuilder.cli.judging import visible
from netbuilder.cli.output import complain, flush, say
from netbuilder.cli.printing import print_aside
from netbuilder.cli.resolved import Judged, judged
from netbuilder.cli.run import fault
from netbuilder.diagnostics import Diagnostic, Severity
from netbuilder.diagnostics.errors import ConfigError
from netbuilder.engine.save import default_target, refusal, save
from netbuilder.plan import Plan, fresh_seed, plan
from netbuilder.views.tables.table import known, table


class Ordered(NamedTuple):
    """The options of `build`."""

    output: str | None
    dry_run: bool
    strict: bool | None
    sets: tuple[str, ...]
    imports: tuple[str, ...]
    verbose: bool
    quiet: bool
    debug: bool


def build_all(paths: Sequence[str], ordered: Ordered) -> int:
    """Build every config; returns the highest exit status.

    Raises:
        click.ClickException: two configs would be written to one file.
    """
    import_custom(ordered.imports)
    configs = expand(paths)
    if ordered.output is not None and len(configs) > 1:
        raise click.ClickException(f"--output names one file, and there are {len(configs)} configs")
    _refuse_one_target(configs, ordered)
    return max(_build(config, ordered, at) for at, config in enumerate(configs))


def _refuse_one_target(configs: Sequence[Config], ordered: Ordered) -> None:
    """Two configs of one name in two folders would overwrite each other's model."""
    targets: dict[Path, str] = {}
    for config in configs:
        target = _target(config, None, ordered)
        if target in targets:
            raise click.ClickException(
                f"`{targets[target]}` and `{config.path}` would both be written to `{target}`; "
                "build them one by one with --output"
            )
        targets[target] = config.path


def _target(config: Config, name: str | None, ordered: Ordered) -> Path:
    return Path(ordered.output) if ordered.output is not None else default_target(config.path, name)


def _build(config: Config, ordered: Ordered, at: int) -> int:
    if at and not ordered.quiet:
        say("")
    try:
        done = judged(config.path, ordered.sets, ordered.strict, ordered.verbose, ordered.quiet)
        graph = done.report.graph
        if done.report.errors:
            if graph.calls and not ordered.quiet:
                say(known(graph))
            return status.FINDINGS
        planned = plan(graph, fresh_seed())
        if not ordered.quiet:
            say(table(planned) + "\n")
            flush()  # what follows takes seconds
        if done.status != status.OK:
            complain("nothing is built: --strict counts warnings as errors")
            return done.status
        return _written(done, planned, ordered)
    except ConfigError as error:
        print_aside(visible(error.diagnostics, ordered.verbose, ordered.quiet), ordered.quiet)
        return status.FINDINGS
    except Unreadable as error:
        complain(str(error))
        return status.USAGE
    except click.ClickException:
        raise
    except Exception as error:
        return fault(error, ordered.debug, config.name)


def _written(done: Judged, planned: Plan, ordered: Ordered) -> int:
    """Build the model and write its file."""
    target = _target(done.config, planned.graph.draft.name, ordered)
    refused = refusal(target)
    if refused is not None:
        raise ConfigError([refused])
    if ordered.dry_run:
        _tell(ordered, f"nothing is built; `netbuilder build` would write {target}")
        return status.OK
    with Bar("loading TensorFlow and building", 2) as bar:
        bar(1)
        # Here and not above: a dry run and a config with errors have no use for it.
        from netbuilder.engine.build import build

        built = build(planned)
    found = visible(built.diagnostics, ordered.verbose, ordered.quiet, done.strict)
    print_aside(found, ordered.quiet)
    if _stops(built.diagnostics, done, ordered):
        complain("nothing is written: --strict counts warnings as errors")
        return status.FINDINGS
    with Bar("writing", 2) as bar:
        bar(1)
        save(built.model, target)
    _tell(ordered, f"built on {built.device}")
    _tell(ordered, f"wrote {target} ({_size(target)})")
    return status.OK


def _stops(found: Sequence[Diagnostic], done: Judged, ordered: Ordered) -> bool:
    return done.strict and any(one.severity >= Severity.WARN for one in found)


def _tell(ordered: Ordered, text: str) -> None:
    if not ordered.quiet:
        say(text)


def _size(file: Path) -> str:
    from netbuilder.graph.memory import format_bytes

    return format_bytes(os.path.getsize(file))
