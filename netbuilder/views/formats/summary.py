"""The last line: how much was found, and how much of it can be mended."""

from collections.abc import Sequence

from netbuilder.diagnostics import SEVERITIES, Diagnostic, Severity

ELSEWHERE = "netbuilder check --fix"
"""How fixes are applied, said where `--fix` alone is nothing that can be typed."""


def summary(diagnostics: Sequence[Diagnostic], files: int = 1, command: str = "--fix") -> str:
    """`Found 3 errors, 1 warning. 2 fixable with --fix (1 more with --unsafe-fixes).`"""
    if not diagnostics:
        return f"Nothing found in {files} files." if files > 1 else "Nothing found."
    counts = [(_count(diagnostics, severity), severity.noun) for severity in SEVERITIES.values()]
    counted = ", ".join(_times(count, noun) for count, noun in counts if count)
    fixable = [diagnostic for diagnostic in diagnostics if diagnostic.edits]
    safe = sum(1 for diagnostic in fixable if diagnostic.safe)
    unsafe = len(fixable) - safe
    if safe and unsafe:
        offer = f" {safe} fixable with {command} ({unsafe} more with --unsafe-fixes)."
    elif safe or unsafe:
        offer = f" {safe or unsafe} fixable with {command}{'' if safe else ' --unsafe-fixes'}."
    else:
        offer = ""
    return f"Found {counted}.{offer}"


def _count(diagnostics: Sequence[Diagnostic], severity: Severity) -> int:
    return sum(1 for diagnostic in diagnostics if diagnostic.severity is severity)


def _times(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 or noun == "info" else f"{count} {noun}s"
