"""What does not stop a caller, as Python warnings at the line that called netbuilder."""

import sys
import warnings
from collections.abc import Iterable

from netbuilder.diagnostics import Diagnostic, Severity
from netbuilder.diagnostics.errors import ConfigError, ConfigWarning
from netbuilder.diagnostics.record import text_of
from netbuilder.lint.result import LintResult, stops_a_build


def warn_of(report: LintResult, later: Iterable[Diagnostic], is_strict: bool = False) -> None:
    """Issue a `ConfigWarning` for what `check` warns of, and for what came to light later.

    Raises:
        ConfigError: what came later is an error, or a warning where those count as such.
    """
    seen = tuple(diagnostic for diagnostic in later if diagnostic.severity >= Severity.WARN)
    diagnostics = (*report.warnings, *seen)
    if stops_a_build(seen, is_strict):
        raise ConfigError(diagnostics)
    for diagnostic in diagnostics:
        warnings.warn("\n" + text_of((diagnostic,)), ConfigWarning, stacklevel=_callers_level())


def _callers_level() -> int:
    """How far up the stack the line stands that called netbuilder, as `warnings.warn` counts."""
    frame, level = sys._getframe(1), 1
    while frame.f_back is not None and frame.f_globals.get("__name__", "").partition(".")[0] == "netbuilder":
        frame, level = frame.f_back, level + 1
    return level
