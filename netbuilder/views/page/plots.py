"""Signal and gradient per layer, drawn with matplotlib."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from netbuilder.diagnostics.requiring import require
from netbuilder.propagation.records import LayerSignal, Probe
from netbuilder.propagation.verdict import (
    BORDER_BACKWARD,
    BORDER_FORWARD,
    EXPLODING_BACKWARD,
    EXPLODING_FORWARD,
    VANISHING_BACKWARD,
    VANISHING_FORWARD,
    hidden,
)

_INK, _LINE = "#010203", "#0b62d6"
_GOOD, _EDGE = "#2e9e5b", "#c98a11"
_SIGNAL = ("signal", BORDER_FORWARD, (VANISHING_FORWARD, EXPLODING_FORWARD))
_GRADIENT = ("gradient", BORDER_BACKWARD, (VANISHING_BACKWARD, EXPLODING_BACKWARD))


def relative(probe: Probe) -> tuple[list[float | None], list[float | None]]:
    """The hidden layers' signal over that of the first, and gradient over that of the last, as powers of ten."""
    layers = [probe.layers[at] for at in hidden(probe.layers)]
    if not layers:
        return [], []
    start, end = layers[0].variance, layers[-1].gradient

    def over(value: float | None, base: float | None) -> float | None:
        return None if value is None or base is None else value - base

    return [over(layer.variance, start) for layer in layers], [over(layer.gradient, end) for layer in layers]


def svg(probe: Probe) -> tuple[str, str]:
    """The two plots for a page: text stays text, and all takes the colours of the page around it."""
    signal, gradient = relative(probe)
    return _page(signal, _SIGNAL, probe), _page(gradient, _GRADIENT, probe)


def drawn(probe: Probe, form: str) -> bytes:
    """Both plots as one picture: png, svg or pdf."""
    from netbuilder.propagation.facts import headline

    figure = _figure(8.4, 6.4)
    signal, gradient = relative(probe)
    upper, lower = figure.subplots(2, 1, sharex=True)
    _axes(upper, signal, _SIGNAL, probe)
    _axes(lower, gradient, _GRADIENT, probe)
    figure.suptitle(f"{probe.name}: {headline(probe)}".replace("$", r"\$"), fontsize=11, wrap=True)
    with _style("path"):
        return _bytes(figure, form)


def _page(values: Sequence[float | None], kind: tuple[Any, ...], probe: Probe) -> str:
    figure = _figure(4.6, 3.1)
    _axes(figure.subplots(), values, kind, probe)
    with _style("none", kind[0]):
        text = _bytes(figure, "svg").decode()
    text = text[text.index("<svg") :].replace(_INK, "currentColor").replace(_LINE, "var(--nb-f-dense)")
    head, _, rest = text.partition(">")
    # The size is the page's affair.
    words = [word for word in head.split(" ") if not word.startswith(("width=", "height="))]
    return f'{" ".join(words)} class="nb-plot" aria-hidden="true" focusable="false">{rest}'


def _figure(width: float, height: float) -> Any:
    require("report", "a plot")
    from matplotlib.figure import Figure  # and not pyplot: no window system, no global state

    return Figure(figsize=(width, height), layout="constrained", facecolor="none")


def _style(fonts: str, salt: str = "") -> Any:
    import matplotlib

    return matplotlib.rc_context({"svg.fonttype": fonts, "svg.hashsalt": f"netbuilder-{salt}"})


def _bytes(figure: Any, form: str) -> bytes:
    stream = BytesIO()
    # Without a date, so that the same probe gives the same bytes.
    options: dict[str, Any] = {"svg": {"Date": None, "Creator": None, "Format": None, "Type": None}}.get(form, {})
    face = "white" if form != "svg" else "none"
    figure.savefig(stream, format=form, dpi=130, facecolor=face, metadata=options or None)
    return stream.getvalue()


def _axes(axes: Any, values: Sequence[float | None], kind: tuple[Any, ...], probe: Probe) -> None:
    word, healthy, (low, high) = kind
    finite = [value for value in values if value is not None]
    bottom, top = min([low - 1, *finite]) - 0.5, max([high + 1, *finite]) + 0.5
    places = range(1, len(values) + 1)
    axes.set_facecolor("none")
    axes.axhspan(low, high, color=_EDGE, alpha=0.16, linewidth=0)
    axes.axhspan(*healthy, color=_GOOD, alpha=0.22, linewidth=0)
    drawn_values = [value if value is not None else float("nan") for value in values]
    axes.plot(places, drawn_values, color=_LINE, marker="o", markersize=3 if len(values) > 40 else 4, linewidth=1.6)
    lost = [place for place, value in zip(places, values, strict=True) if value is None]
    if lost:
        axes.plot(lost, [bottom + 0.3] * len(lost), "x", color="#d03b3b", markersize=5, label="nothing left")
        axes.legend(fontsize=8, framealpha=0, labelcolor=_INK)
    begins = probe.verdict.begins
    order = hidden(probe.layers)
    if begins in order:
        axes.axvline(order.index(begins) + 1, color="#d03b3b", linewidth=1, linestyle="--")
    axes.set_ylim(bottom, top)
    axes.set_xlim(0.5, max(len(values), 1) + 0.5)
    base = "first" if word == "signal" else "last"
    axes.set_ylabel(f"{word} over that of the {base} layer", color=_INK, fontsize=9)
    axes.set_xlabel("hidden layer", color=_INK, fontsize=9)
    axes.yaxis.set_major_formatter(lambda value, _: f"1e{value:g}")
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.tick_params(colors=_INK, labelsize=8)
    for spine in axes.spines.values():
        spine.set_color(_INK)
        spine.set_alpha(0.35)


def row_words(layer: LayerSignal) -> tuple[str, ...]:
    """What the table beside the plots says of a layer."""

    def share(value: float | None) -> str:
        return "" if value is None else f"{value:.0%}"

    def number(value: float | None) -> str:
        return "-" if value is None else f"{value:.2f}"

    return (
        layer.name,
        layer.class_name + (" (output)" if layer.is_output else ""),
        number(layer.variance),
        number(layer.gradient),
        share(layer.dead),
        share(layer.saturated),
        share(layer.duplicates),
    )
