"""Hands the views to the records that show themselves: an error in a terminal, a probe in a notebook."""

from typing import Any

from netbuilder.diagnostics.record import use_displays


# What draws is loaded when something is shown.
def _text(record: Any) -> str:
    from netbuilder.comparison.records import Comparison
    from netbuilder.propagation import Probe
    from netbuilder.variants.records import Grid
    from netbuilder.views import probe_text
    from netbuilder.views.comparison import text
    from netbuilder.views.formats import full
    from netbuilder.views.tables import grid_table

    match record:
        case Probe():
            return probe_text.plain(record)
        case Comparison():
            return text.render(record)
        case Grid():
            return grid_table.grid_table(record)
    return full.render(record, colour=False)


def _html(record: Any) -> str | None:
    from netbuilder.comparison.records import Comparison
    from netbuilder.propagation import Probe
    from netbuilder.variants.records import Grid
    from netbuilder.views.comparison import markup
    from netbuilder.views.page import pieces
    from netbuilder.views.tables import grid_table

    match record:
        case Probe():
            return pieces.probe_html(record)
        case Comparison():
            return markup.comparison_html(record)
        case Grid():
            return grid_table.grid_html(record)
        case tuple():  # the diagnostics of an error
            return pieces.report_html(record)
    return None


def install() -> None:
    """Let records show themselves in these views."""
    use_displays(_text, _html)
