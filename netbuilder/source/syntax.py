"""Say in the user's words what PyYAML says in its own: what was expected, what is there, what to type."""

from netbuilder.diagnostics import Diagnostic
from netbuilder.source.positions import Source
from netbuilder.source.problems import unreadable


def explain(source: Source, error: Exception) -> Diagnostic:
    """The one diagnostic for a syntax error."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    at = mark.index if mark is not None else 0
    problem = getattr(error, "problem", None) or "cannot be read as YAML"
    return unreadable(source.span(at, at + 1), str(problem))
