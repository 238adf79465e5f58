"""What linting a draft gives: everything there is to say, with the draft and its graph."""

from collections.abc import Iterable
from typing import NamedTuple

from netbuilder.diagnostics import Diagnostic, Severity
from netbuilder.graph import LayerGraph
from netbuilder.parse.draft import Draft


class LintResult(NamedTuple):
    """Everything there is to say about a network."""

    diagnostics: tuple[Diagnostic, ...]
    """Sorted by position; those of severity info too."""
    draft: Draft
    graph: LayerGraph

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What stops a build."""
        return tuple(diagnostic for diagnostic in self.diagnostics if diagnostic.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What is printed and does not stop a build."""
        return tuple(diagnostic for diagnostic in self.diagnostics if diagnostic.severity is Severity.WARN)

    @property
    def visible(self) -> tuple[Diagnostic, ...]:
        """Errors and warnings, but no notes."""
        return tuple(diagnostic for diagnostic in self.diagnostics if diagnostic.severity >= Severity.WARN)

    def stops_a_build(self, strict: bool) -> bool:
        """Whether there are errors, or with `strict` warnings."""
        return stops_a_build(self.diagnostics, strict)


def stops_a_build(diagnostics: Iterable[Diagnostic], strict: bool) -> bool:
    """Whether there are errors among some findings, or with `strict` warnings."""
    least = Severity.WARN if strict else Severity.ERROR
    return any(diagnostic.severity >= least for diagnostic in diagnostics)
