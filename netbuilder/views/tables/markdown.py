"""The resolved network as a table of Markdown, for a README or a pull request."""

from netbuilder.plan import Plan
from netbuilder.views.tables.rows import rows_of_plan
from netbuilder.views.tables.table import cells_of, totals
from netbuilder.vocabulary.base.shapes import sample


def markdown_table(plan: Plan) -> str:
    """What `show` prints; nested layers are indented."""
    head, *rows = cells_of(rows_of_plan(plan))
    lines = [
        f"**{markdown_cell(plan.name)}**: input {sample((None, *plan.input.shape))} {plan.input.dtype}",
        "",
        _line(head),
        "|---|---|--:|---|---|---|",
        *(_line([_indented(row[0]), *row[1:]]) for row in rows),
        "",
        "; ".join(totals(plan.graph)),
    ]
    return "\n".join(lines) + "\n"


def markdown_cell(text: str) -> str:
    """A text that may stand in a cell, and is no markup there."""
    return text.replace("|", "\\|").replace("<", "&lt;")


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(markdown_cell(cell) for cell in cells) + " |"


def _indented(title: str) -> str:
    """The blanks before a title, as Markdown keeps them."""
    name = title.lstrip(" ")
    return "\u2003" * ((len(title) - len(name)) // 2) + name
