"""What the Python API returns about findings: a report, and a text after its fixes."""

from collections.abc import Sequence
from typing import NamedTuple, overload

from netbuilder.diagnostics import Diagnostic, Severity


class Report(Sequence[Diagnostic]):
    """The findings about a network, by position. Shows as text in a terminal and as a table in a notebook."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What stops a build."""
        return self._of(Severity.ERROR)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What is said and does not stop one."""
        return self._of(Severity.WARN)

    @property
    def infos(self) -> tuple[Diagnostic, ...]:
        """What is worth knowing."""
        return self._of(Severity.INFO)

    def _of(self, severity: Severity) -> tuple[Diagnostic, ...]:
        return tuple(diagnostic for diagnostic in self.diagnostics if diagnostic.severity is severity)

    @overload
    def __getitem__(self, index: int) -> Diagnostic: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Diagnostic, ...]: ...
    def __getitem__(self, index: int | slice) -> Diagnostic | tuple[Diagnostic, ...]:
        return self.diagnostics[index]

    def __len__(self) -> int:
        return len(self.diagnostics)

    def __str__(self) -> str:
        from netbuilder.views.formats.full import ELSEWHERE, render, summary

        findings, counted = render(self.diagnostics), summary(self.diagnostics, command=ELSEWHERE)
        return f"{findings}\n\n{counted}" if findings else counted

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        from netbuilder.views.page.pieces import report_html

        return report_html(self.diagnostics)


class Fixes(NamedTuple):
    """A text after its fixes, as `fix` gives it."""

    text: str
    """The whole text, with comments and layout as they were."""
    fixed: tuple[Diagnostic, ...]
    """The findings whose fixes were applied, each with its place in the text that it was found in."""
    remaining: Report
    """What is still found in the fixed text."""

    def __str__(self) -> str:
        count = len(self.fixed)
        return f"fixed {count} finding{'' if count == 1 else 's'}; what remains:\n\n{self.remaining}"

    def __repr__(self) -> str:
        return str(self)
