"""The three diagnostics of this room: unreadable YAML, a duplicate key, a limit."""

from netbuilder.diagnostics import Diagnostic, Edit, Related, Severity, Span, Suggestion, advice

_WIDTH = 80


class Refused(Exception):
    """Reading stops here: the file is over a limit, or turns in a circle."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def unreadable(
    span: Span,
    message: str,
    *,
    label: str = "",
    why: str = "",
    fix: str = "",
    edits: tuple[Edit, ...] = (),
    safe: bool = True,
    related: tuple[Related, ...] = (),
) -> Diagnostic:
    """NB001: this is not YAML, or YAML that no config file needs."""
    return Diagnostic(
        "NB001",
        "unreadable-yaml",
        Severity.ERROR,
        _fit(message),
        span,
        label,
        why,
        Suggestion(after=fix, edits=edits, safe=safe and bool(edits)),
        related,
    )


def duplicate(span: Span, key: str, first: Span) -> Diagnostic:
    """NB002: a mapping says the same key twice."""
    return Diagnostic(
        "NB002",
        "duplicate-key",
        Severity.ERROR,
        f"the key {quote(key)} is here twice",
        span,
        "again",
        suggestion=advice(f"keep one {quote(key)} and delete the other"),
        related=(Related(first, "first written here"),),
    )


def over_limit(span: Span, message: str, *, why: str = "", fix: str = "") -> Diagnostic:
    """NB003: the file is larger or deeper than netbuilder reads."""
    return Diagnostic("NB003", "over-limit", Severity.ERROR, _fit(message), span, why=why, suggestion=advice(fix))


def quote(text: str, width: int = 30) -> str:
    """A piece of the file in backticks, on one line and short enough for a message."""
    printable = "".join(char if char.isprintable() else "?" for char in text[: width + 1])
    return f"`{printable}`" if len(printable) <= width else f"`{printable[: width - 3]}...`"


def _fit(message: str) -> str:
    return message if len(message) <= _WIDTH else message[: _WIDTH - 3] + "..."
