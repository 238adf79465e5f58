"""What matplotlib is told to draw of a probe."""

from math import isnan
from typing import Any

import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from netbuilder.propagation.records import Probe
from netbuilder.views.page.plots import drawn, relative, row_words, svg
from tests.views.networks import PROBES, layer, probe

SVG = b"""\
<?xml?><svg width="1pt" height="2pt" viewBox="0 0 1 2"><g style="fill: #010203; stroke: #0b62d6"/></svg>"""


def test_signal_over_the_first_and_gradient_over_the_last_hidden_layer() -> None:
    assert relative(PROBES["vanishing"]) == ([0.0, -2.0, None, -12.5], [-8.0, -5.0, -2.0, 0.0])
    assert relative(PROBES["gone"]) == ([None, None], [None, None])
    assert relative(PROBES["no layers"]) == ([], [])


def test_a_row_beside_the_plots() -> None:
    assert [row_words(each) for each in PROBES["vanishing"].layers] == [
        ("first", "Dense", "0.50", "-9.00", "0%", "", ""),
        ("second", "Dense", "-1.50", "-6.00", "62%", "", "100%"),
        ("third", "Dense", "-", "-3.00", "", "0%", ""),
        ("fourth", "Dense", "-12.00", "-1.00", "", "", ""),
        ("out", "Dense (output)", "6.00", "0.50", "", "", ""),
    ]


@pytest.fixture
def saved(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Figure, dict[str, Any]]]:
    """The figures that are saved, and how; nothing is drawn, which takes its time."""
    figures: list[tuple[Figure, dict[str, Any]]] = []

    def savefig(figure: Figure, stream: Any, **options: Any) -> None:
        figures.append((figure, options))
        stream.write(SVG)

    monkeypatch.setattr(Figure, "savefig", savefig)
    return figures


def described(axes: Any) -> dict[str, Any]:
    """What somebody sees of one plot."""
    return {
        "y": axes.get_ylim(),
        "x": axes.get_xlim(),
        "labels": (axes.get_xlabel(), axes.get_ylabel()),
        "bands": [
            (band.get_y(), band.get_y() + band.get_height(), to_hex(band.get_facecolor())) for band in axes.patches
        ],
        "lines": [
            (list(line.get_xdata()), list(map(_number, line.get_ydata())), line.get_marker(), line.get_markersize())
            for line in axes.lines
        ],
        "legend": axes.get_legend() is not None,
        "tick": axes.yaxis.get_major_formatter()(-2.0, 0),
        "spines": {spine.get_alpha() for spine in axes.spines.values()},
    }


def _number(value: float) -> float | None:
    return None if isnan(value) else value


def test_both_plots_of_a_picture(saved: list[tuple[Figure, dict[str, Any]]]) -> None:
    drawn(PROBES["vanishing"], "png")
    [(figure, options)] = saved
    assert options == {"format": "png", "dpi": 130, "facecolor": "white", "metadata": None}
    upper, lower = figure.axes
    assert described(upper) == {
        "y": (-13.0, 5.0),
        "x": (0.5, 4.5),
        "labels": ("hidden layer", "signal over that of the first layer"),
        "bands": [(-4.5, 3.5, "#c98a11"), (-3.0, 2.0, "#2e9e5b")],
        "lines": [
            ([1, 2, 3, 4], [0.0, -2.0, None, -12.5], "o", 4),
            ([3], [-12.7], "x", 5),
            ([2, 2], [0, 1], "None", 6),
        ],
        "legend": True,
        "tick": "1e-2",
        "spines": {0.35},
    }
    assert described(lower)["labels"] == ("hidden layer", "gradient over that of the last layer")
    assert described(lower)["lines"][0][1] == [-8.0, -5.0, -2.0, 0.0]
    assert not described(lower)["legend"]
    assert figure.get_suptitle() == "deep: vanishing: vanishing under SGD; Adam usually copes, from second on"
    assert tuple(figure.get_size_inches()) == (8.4, 6.4)


def test_a_name_with_dollars_is_no_formula(saved: list[tuple[Figure, dict[str, Any]]]) -> None:
    drawn(PROBES["long"], "svg")
    [(figure, options)] = saved
    assert figure.get_suptitle().startswith(r"\$x\$: borderline")
    assert options["facecolor"] == "none"
    assert options["metadata"] == {"Date": None, "Creator": None, "Format": None, "Type": None}
    assert described(figure.axes[0])["lines"][0][3] == 3  # smaller points, as there are more than 40


@pytest.mark.parametrize(("count", "size"), [(40, 4), (41, 3)])
def test_points_are_smaller_from_41_on(saved: list[tuple[Figure, dict[str, Any]]], count: int, size: int) -> None:
    drawn(many(count), "pdf")
    assert described(saved[0][0].axes[0])["lines"][0][3] == size


def many(count: int) -> Probe:
    layers = [layer(at, f"l{at}", 0.0, 0.0) for at in range(count)]
    return probe([*layers, layer(count, "out", 0.0, 0.0, True)], "healthy", None)


def test_without_layers_there_is_an_empty_plot(saved: list[tuple[Figure, dict[str, Any]]]) -> None:
    drawn(PROBES["no layers"], "png")
    plot = described(saved[0][0].axes[0])
    assert (plot["x"], plot["y"], plot["lines"]) == ((0.5, 1.5), (-6.0, 5.0), [([], [], "o", 4)])


def test_plots_of_a_page_take_its_colours_and_its_size(saved: list[tuple[Figure, dict[str, Any]]]) -> None:
    signal, gradient = svg(PROBES["healthy"])
    assert signal == gradient == (
        '<svg viewBox="0 0 1 2" class="nb-plot" aria-hidden="true" focusable="false">'
        '<g style="fill: currentColor; stroke: var(--nb-f-dense)"/></svg>'
    )  # fmt: skip
    assert [figure.axes[0].get_ylabel().split()[0] for figure, _ in saved] == ["signal", "gradient"]
    assert [tuple(figure.get_size_inches()) for figure, _ in saved] == [(4.6, 3.1)] * 2
