"""netbuilder check: every mistake of some configs, and the fixes."""

import click

from netbuilder.cli import options
from netbuilder.views.formats import formats

_EPILOG = options.examples(
    "netbuilder check net.yaml",
    "netbuilder check configs/*.yaml --strict",
    "netbuilder check net.yaml --diff              what --fix would change",
    "netbuilder check net.yaml --fix",
    "netbuilder check net.yaml --select NB3        only the rules about output and loss",
    "cat net.yaml | netbuilder check - --format json",
)


@click.command("check", epilog=_EPILOG)
@options.configs
@click.option(
    "--format",
    "form",
    type=click.Choice(["auto", *formats()]),
    help="How findings are written. auto: github inside GitHub Actions, else full.",
)
@click.option("--fix", is_flag=True, help="Mend what can be mended without changing the model.")
@click.option("--diff", is_flag=True, help="Print what --fix would change, and write nothing.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: also fixes that change the model.")
@click.option("--select", multiple=True, metavar="CODES", help="Only these rules: NB301, NB2, constant-output.")
@click.option("--ignore", multiple=True, metavar="CODES", help="All rules but these.")
@options.strict
@options.sets
@options.everywhere
def command(
    configs: tuple[str, ...],
    form: str | None,
    fix: bool,
    diff: bool,
    unsafe_fixes: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    strict: bool | None,
    sets: tuple[str, ...],
    imports: tuple[str, ...],
    verbose: bool,
    quiet: bool,
    debug: bool,
) -> int:
    """Check configs: every mistake, with line, column and what to type.

    Exit status: 0 nothing is wrong (warnings included), 1 errors (with --strict warnings too), 2 a file cannot be
    read, 3 a fault of netbuilder itself.
    """
    if sets and (fix or diff):
        raise click.UsageError("--set changes what is checked, --fix what is in the file; give one of them")
    if unsafe_fixes and not (fix or diff):
        raise click.UsageError("--unsafe-fixes goes with --fix or --diff")
    from netbuilder.cli.checking import Ordered, check_all

    ordered = Ordered(form, fix, diff, unsafe_fixes, select, ignore, strict, sets, imports, verbose, quiet, debug)
    return check_all(configs, ordered)
