"""A comparison as Markdown, for the summary of a pull request."""

from netbuilder.comparison.records import Comparison
from netbuilder.views.comparison.text import layer_lines, render


def markdown(comparison: Comparison) -> str:
    """A heading, the layers as a diff block, and a table of what else differs."""
    if comparison.is_equal:
        return f"**{_cell(render(comparison))}**\n"
    lines = [f"### {_cell(comparison.before_name)} → {_cell(comparison.after_name)}", "", "```diff"]
    # In a diff block only + and - have a colour.
    lines += ["!" + line[1:] if line.startswith("~") else line for line in layer_lines(comparison.layers)]
    lines += ["```", "", "| | before | after |", "|---|---|---|"]
    totals = [total for total in comparison.totals if total.before != total.after]
    lines += [
        f"| {_cell(change.what)} | {_cell(change.before or '-')} | {_cell(change.after or '-')} |"
        for change in (*comparison.settings, *totals)
    ]
    lines += [f"| {finding.code} {finding.name} | found | |" for finding in comparison.gone]
    lines += [f"| {finding.code} {finding.name} | | found |" for finding in comparison.appeared]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
