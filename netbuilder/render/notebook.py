"""Diagnostics as an HTML table, for a notebook."""

from collections.abc import Sequence
from html import escape

from netbuilder.diagnostics import Diagnostic, Severity
from netbuilder.render.full import where
from netbuilder.render.summary import summary

_COLOURS = {Severity.ERROR: "#c0392b", Severity.WARN: "#b9770e", Severity.INFO: "#2471a3", Severity.OFF: "#2471a3"}
_CELL = "text-align: left; vertical-align: top"


def html(diagnostics: Sequence[Diagnostic]) -> str:
    """A table with one row a finding, and the summary below it."""
    last = f"<p>{escape(summary(diagnostics))}</p>"
    if not diagnostics:
        return last
    names = ("severity", "code", "where", "what", "why", "fix")
    head = "".join(f'<th style="{_CELL}">{name}</th>' for name in names)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(map(_row, diagnostics))}</tbody></table>{last}"


def _row(diagnostic: Diagnostic) -> str:
    colour = _COLOURS[diagnostic.severity]
    address = where(diagnostic.address) if diagnostic.address is not None else ""
    cells = (
        f'<b style="color: {colour}">{diagnostic.severity.word}</b>',
        f'<span title="{escape(diagnostic.name)}">{diagnostic.code}</span>',
        f"<code>{escape(address)}</code>",
        _text(diagnostic.message),
        _text(diagnostic.why),
        _text(diagnostic.fix),
    )
    return "<tr>" + "".join(f'<td style="{_CELL}">{cell}</td>' for cell in cells) + "</tr>"


def _text(text: str) -> str:
    """A sentence with what stands in backticks set as code."""
    parts = escape(text).split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    return "".join(f"<code>{part}</code>" if number % 2 else part for number, part in enumerate(parts))
