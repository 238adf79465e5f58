"""The last line: how much was found, and how much of it can be mended."""

from collections.abc import Sequence

from netbuilder.diagnostics import Diagnostic, Severity

ELSEWHERE = "netbuilder check --fix"
"""How fixes are applied, said where `--fix` alone is nothing that can be typed."""


def summary(diagnostics: Sequence[Diagnostic], files: int = 1, command: str = "--fix") -> str:
    """`Found 3 errors, 1 warning. 2 fixable with --fix (1 more with --unsafe-fixes).`"""
    if not diagnostics:
        return f"Nothing found in {files} files." if files > 1 else "Nothing found."
    counts = [(_count(diagnostics, severity), word) for severity, word in _WORDS]
    found = ", ".join(_times(count, word) for count, word in counts if count)
    safe = sum(1 for one in diagnostics if one.edits and one.safe)
    unsafe = sum(1 for one in diagnostics if one.edits and not one.safe)
    if safe and unsafe:
        fixable = f" {safe} fixable with {command} ({unsafe} more with --unsafe-fixes)."
    elif safe or unsafe:
        fixable = f" {safe or unsafe} fixable with {command}{'' if safe else ' --unsafe-fixes'}."
    else:
        fixable = ""
    return f"Found {found}.{fixable}"


_WORDS = ((Severity.ERROR, "error"), (Severity.WARN, "warning"), (Severity.INFO, "info"))


def _count(diagnostics: Sequence[Diagnostic], severity: Severity) -> int:
    return sum(1 for one in diagnostics if one.severity is severity)


def _times(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 or word == "info" else f"{count} {word}s"
