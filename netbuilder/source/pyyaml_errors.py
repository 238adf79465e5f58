"""What PyYAML's errors mean: the one place that knows its words, those of its C reader and those of its Python one."""

_KINDS = (
    ("tab character", "tab"),
    ("escape", "other"),
    ("hexdecimal", "other"),
    ("hexadecimal", "other"),
    ("block scalar", "other"),
    ("quoted scalar", "quote"),
    ("cannot start any token", "character"),
    ("mapping values", "colon"),
    ("expected ':'", "no-colon"),
    ("or ']'", "flow-list"),
    ("',' or", "flow-mapping"),
    ("node content", "value"),
    ("'-' indicator", "list"),
    ("block collection", "list"),
    ("block sequence", "list"),
    ("sequence entries", "mapping"),
    ("expected key", "mapping"),
    ("block end", "mapping"),
    ("document start", "mapping"),
)
"""A piece of the problem or of what was being read, and what kind of mistake that is; the first that fits."""


def kind_of(error: Exception) -> str:
    """The kind of a syntax error; `other` for all that is said in one line, empty where there is no place either."""
    problem, context = getattr(error, "problem", None) or "", getattr(error, "context", None) or ""
    words = f"{problem} {context}"
    return next((kind for piece, kind in _KINDS if piece in words), "other") if problem else ""
