"""Hands the views to the records that show themselves: an error in a terminal, a probe in a notebook."""

from typing import Any

from netbuilder.diagnostics.record import use_displays


# What draws is loaded when something is shown.
def _text(record: Any) -> str:
    from netbuilder.propagation import Probe

    if isinstance(record, Probe):
        from netbuilder.views.probe_text import plain

        return plain(record)
    from netbuilder.comparison.records import Comparison

    if isinstance(record, Comparison):
        from netbuilder.views.comparison.text import render as render_comparison

        return render_comparison(record)
    from netbuilder.variants.records import Grid

    if isinstance(record, Grid):
        from netbuilder.views.tables.grid_table import grid_table

        return grid_table(record)
    from netbuilder.views.formats.full import render

    return render(record, colour=False)


def _html(record: Any) -> str | None:
    from netbuilder.propagation import Probe

    if not isinstance(record, Probe):
        from netbuilder.comparison.records import Comparison

        if not isinstance(record, Comparison):
            return _grid_html(record)
        from netbuilder.views.comparison.markup import comparison_html

        return comparison_html(record)
    from netbuilder.views.page.pieces import probe_html

    return probe_html(record)


def _grid_html(record: Any) -> str | None:
    from netbuilder.variants.records import Grid

    if not isinstance(record, Grid):
        return None
    from netbuilder.views.tables.grid_table import grid_html

    return grid_html(record)


def install() -> None:
    """Let records show themselves in these views."""
    use_displays(_text, _html)
