"""A comparison as a notebook shows it."""

from html import escape

from netbuilder.comparison.records import Comparison
from netbuilder.views.comparison.text import render

_STYLES = {
    "+": "color:#1a7f37;background:#dafbe1",
    "-": "color:#cf222e;background:#ffebe9",
    "~": "color:#7d4e00;background:#fff8c5",
}


def comparison_html(comparison: Comparison) -> str:
    """The lines of the text, with their colours."""
    lines = []
    for line in render(comparison).split("\n"):
        style = _STYLES.get(line[:1], "")
        lines.append(f'<div style="{style}">{escape(line) or "&nbsp;"}</div>')
    return f'<pre style="line-height:1.4">{"".join(lines)}</pre>'
