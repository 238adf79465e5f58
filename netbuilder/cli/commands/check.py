"""netbuilder check: every mistake of some configs, and the fixes."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from netbuilder.cli import completion, options, status
from netbuilder.cli.files import STDIN, Config, Unreadable, expand, rewrite
from netbuilder.cli.output import complain, emit, flush, transcript
from netbuilder.cli.printing import print_findings, visible
from netbuilder.diagnostics import Diagnostic, Severity
from netbuilder.diagnostics.errors import SettingsError
from netbuilder.verdicts.replay import remember
from netbuilder.views.formats import formats

if TYPE_CHECKING:
    from netbuilder.lint.autofix import Autofix
    from netbuilder.lint.project import Project, Projects
    from netbuilder.pipeline import Session


@dataclass(frozen=True, kw_only=True)
class CheckOptions(options.ConfigsOptions, options.DeviceOptions):
    """What `check` takes."""

    form: str | None = options.option(
        "--format",
        type=options.Choice(["auto", *formats()]),
        help="How findings are written. auto: github inside GitHub Actions, else full.",
    )
    fix: bool = options.flag("--fix", help="Mend what can be mended without changing the model.")
    diff: bool = options.flag("--diff", help="Print what --fix would change, and write nothing.")
    unsafe_fixes: bool = options.flag("--unsafe-fixes", help="With --fix or --diff: also fixes that change the model.")
    no_cache: bool = options.flag("--no-cache", help="Check even what has not changed since nothing was wrong with it.")
    watch: bool = options.flag("--watch", help="Check again whenever a file changes, until Ctrl-C.")
    select: tuple[str, ...] = options.option(
        "--select",
        multiple=True,
        metavar="CODES",
        shell_complete=completion.codes,
        help="Only these rules: NB301, NB2, constant-output.",
    )
    ignore: tuple[str, ...] = options.option(
        "--ignore", multiple=True, metavar="CODES", shell_complete=completion.codes, help="All rules but these."
    )

    @property
    def least(self) -> Severity:
        """What is less bad is neither shown nor mended."""
        return Severity.INFO if self.verbose else Severity.WARN


@options.command(
    "check",
    CheckOptions,
    "netbuilder check net.yaml",
    "netbuilder check . --strict                   every network in this folder and below",
    "netbuilder check net.yaml --diff              what --fix would change",
    "netbuilder check net.yaml --fix",
    "netbuilder check net.yaml --keras 3.8         what Keras 3.8 does not have, or does otherwise",
    "netbuilder check net.yaml --select NB3        only the rules about output and loss",
    "cat net.yaml | netbuilder check - --format json",
)
def command(check: CheckOptions) -> int:
    """Check configs: every mistake, with line, column and what to type.

    Exit status: 0 nothing is wrong (warnings included), 1 errors (with --strict warnings too), 2 a file cannot be
    read, 3 a fault of netbuilder itself.
    """
    if check.overrides and (check.fix or check.diff):
        raise _refused("--set changes what is checked, --fix what is in the file; give one of them")
    if check.unsafe_fixes and not (check.fix or check.diff):
        raise _refused("--unsafe-fixes goes with --fix or --diff")
    return _watched(check) if check.watch else _check(check)


def _refused(message: str) -> Exception:
    from click import UsageError

    return UsageError(message)


def _watched(check: CheckOptions) -> int:
    """Check again and again, each time as a whole: a network may come or go, and the settings may change."""
    from click import clear

    from netbuilder.cli.watching import changes
    from netbuilder.diagnostics.requiring import require

    if check.fix or check.diff or STDIN in check.configs:
        raise _refused("--watch goes with files and folders, and without --fix and --diff")
    require("watch", "--watch")
    code = _again(check)
    for _ in changes(check.configs):
        clear()  # on a terminal only
        code = _again(check)
    return code


def _again(check: CheckOptions) -> int:
    try:
        code = _check(check)
    except (Unreadable, SettingsError) as error:  # it may be there, or mended, at the next change
        complain(str(error))
        code = status.USAGE
    flush()
    return code


def _check(check: CheckOptions) -> int:
    from netbuilder.lint.project import Projects

    projects = Projects()
    configs = expand(check.configs, projects)
    checked = _checked_all(configs, check, projects)
    # A patch says what is in it; of its files only what could not be read is said.
    reported = [file for file in checked if file.status == status.USAGE] if check.diff else checked
    if not reported and check.diff:
        return max(file.status for file in checked)
    with transcript() as printed:
        print_findings(
            [diagnostic for file in reported for diagnostic in file.visible],
            check.form or _format_of(projects.of_folder(configs[0].folder)),
            # Where the fixed text or a patch goes to standard output, findings cannot.
            error=check.diff or (check.fix and any(config.path == STDIN for config in configs)),
            quiet=check.quiet,
            verbose=check.verbose,
            files=sum(1 for file in reported if file.status in (status.OK, status.FINDINGS)),
        )
    if all(file.is_kept for file in checked) and _is_kept(check):
        remember(printed.output, printed.error)
    return max(file.status for file in checked)


def _is_kept(check: CheckOptions) -> bool:
    """Whether the verdict follows from the files alone that the arguments name, and the folders among them."""
    if check.no_cache or check.imports or check.fix or check.diff or check.watch:
        return False
    return all(map(os.path.exists, check.configs))


def _checked_all(configs: Sequence[Config], check: CheckOptions, projects: "Projects") -> "list[_Checked]":
    def work(group: Sequence[Config]) -> list[_Checked]:
        return _checked_together(group, check, projects)

    from netbuilder.pipeline.turns import TOGETHER

    alone = check.fix or check.diff or check.imports or check.debug or any(config.path == STDIN for config in configs)
    if alone or len(configs) <= _FEW * TOGETHER:
        # Patches come in the order of the files, one by one.
        groups = _groups(configs, 1 if check.fix or check.diff else TOGETHER)
        return [file for group in groups for file in work(group)]
    from netbuilder.cli.processes import spread  # only where there are many
    from netbuilder.system.gc_pause import collect_seldom

    collect_seldom()
    groups = [configs[:_FIRST], *_groups(configs[_FIRST:], TOGETHER)]
    return [file for files in spread(groups, work) for file in files]


_FEW = 3
"""Groups of files that one process checks sooner than another has begun."""
_FIRST = 8
"""Files that one process checks alone, which loads what nearly all of them need."""


class _Checked(NamedTuple):
    status: int
    visible: "Sequence[Diagnostic]" = ()
    is_model: bool = False
    """Of a saved model: what stands beside it counts too."""

    @property
    def is_kept(self) -> bool:
        """Whether there is nothing to say, and will not be as long as the file is as it is."""
        return self.status == status.OK and not self.visible and not self.is_model


def _groups(configs: Sequence[Config], size: int) -> list[Sequence[Config]]:
    """The files that are taken together."""
    return [configs[first : first + size] for first in range(0, len(configs), size)]


def _format_of(project: "Project") -> str:
    if project.format not in ("auto", *formats()):
        raise SettingsError(f"`format` in {project.place} is auto, {', '.join(formats())}")
    return project.format


def _checked_together(configs: Sequence[Config], check: CheckOptions, projects: "Projects") -> list[_Checked]:
    from netbuilder.cli.sessions import session_of
    from netbuilder.pipeline import Options, in_turns

    session_options = Options(
        overrides=check.overrides,
        keras=check.keras,
        select=check.select,
        ignore=check.ignore,
        strict=check.strict,
        least=check.least,
    )
    sessions: dict[Config, Session | Unreadable] = {}
    for config in configs:
        try:
            sessions[config] = session_of(config.path, session_options, projects)
        except Unreadable as error:
            sessions[config] = error
    in_turns([session for session in sessions.values() if not isinstance(session, Unreadable)])
    return [_checked(config, session, check) for config, session in sessions.items()]


def _checked(config: Config, session: "Session | Unreadable", check: CheckOptions) -> _Checked:
    from netbuilder.cli.sessions import guarded, status_of
    from netbuilder.pipeline import Session

    checked = []

    def work() -> int:
        if isinstance(session, Unreadable):
            raise session
        if session.is_model:
            from netbuilder.pipeline.origin import compare_with_config  # only for files of models

            compare_with_config(session)
        last = _fixed(config, session, check) if check.fix or check.diff else session
        checked.extend(visible(last.report.diagnostics, check, session.options.is_strict))
        return status_of(last)

    code = guarded(work, config.name, check)
    return _Checked(code, checked, code == status.OK and isinstance(session, Session) and session.is_model)


def _fixed(config: Config, session: "Session", check: CheckOptions) -> "Session":
    """The session of what is there at the end: the file is written, or the patch printed."""
    document = session.document
    assert document is not None
    if not document.is_text:
        return session
    before = document.text.string
    autofix = session.fix(unsafe=check.unsafe_fixes, least=check.least)
    if check.diff:
        if autofix.text != before:
            emit(_patch(config, before, autofix.text) + "\n")
        _tell(check, _about_patch(check, config, session, autofix))
        return session
    if config.path == STDIN:
        emit(autofix.text)
    elif autofix.text != before:
        assert isinstance(session.data, bytes)
        rewrite(config.path, session.encoded(autofix.text), session.data)
        _tell(check, f"fixed {_count(len(autofix.fixed))} in {config.name}")
    return session.after(autofix)


def _tell(check: CheckOptions, text: str) -> None:
    if not check.quiet:
        complain(text)


def _count(number: int) -> str:
    return f"{number} {'finding' if number == 1 else 'findings'}"


def _about_patch(check: CheckOptions, config: Config, session: "Session", autofix: "Autofix") -> str:
    """What a patch mends; where it mends nothing, what there would be to mend."""
    if autofix.fixed:
        return f"would fix {_count(len(autofix.fixed))} in {config.name}"
    seen = visible(session.report.diagnostics, check, session.options.is_strict)
    if not seen:
        return f"nothing to fix in {config.name}"
    unsafe = sum(1 for diagnostic in seen if diagnostic.edits and not diagnostic.safe)
    if unsafe and not check.unsafe_fixes:
        return f"would fix nothing in {config.name}, and {_count(unsafe)} with --unsafe-fixes"
    return f"would fix nothing in {config.name}: {_count(len(seen))} to mend by hand"


def _patch(config: Config, before: str, after: str) -> str:
    from difflib import unified_diff

    name = config.name.replace(os.sep, "/")
    lines = unified_diff(before.splitlines(True), after.splitlines(True), f"a/{name}", f"b/{name}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)[:-1]
