"""A comparison in markup: in colours for a notebook, as Markdown for the summary of a pull request."""

from html import escape

from netbuilder.comparison.records import Comparison
from netbuilder.views.comparison.text import layer_lines, render
from netbuilder.views.tables.markdown import markdown_cell

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


def markdown(comparison: Comparison) -> str:
    """A heading, the layers as a diff block, and a table of what else differs."""
    if comparison.is_equal:
        return f"**{markdown_cell(render(comparison))}**\n"
    lines = [f"### {markdown_cell(comparison.before_name)} → {markdown_cell(comparison.after_name)}", "", "```diff"]
    # In a diff block only + and - have a colour.
    lines += ["!" + line[1:] if line.startswith("~") else line for line in layer_lines(comparison.layers)]
    lines.append("```")
    totals = [total for total in comparison.totals if total.before != total.after]
    rows = [
        f"| {' | '.join(map(markdown_cell, (change.what, change.before or '-', change.after or '-')))} |"
        for change in (*comparison.settings, *totals)
    ]
    rows += [f"| {finding.code} {finding.name} | found | |" for finding in comparison.gone]
    rows += [f"| {finding.code} {finding.name} | | found |" for finding in comparison.appeared]
    if rows:
        lines += ["", "| | before | after |", "|---|---|---|", *rows]
    return "\n".join(lines) + "\n"
