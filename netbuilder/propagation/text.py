"""A probe as plain text: the verdict, and a bar for every layer."""

from netbuilder.propagation.records import LayerSignal, Probe
from netbuilder.propagation.verdict import COLLAPSED, hidden

_WIDTH = 25
_MOST_ROWS = 60


def plain(probe: Probe) -> str:
    """The probe for a terminal, at most 100 columns wide."""
    return "\n".join([*_head(probe), "", *_table(probe), "", *_foot(probe)])


def headline(probe: Probe) -> str:
    """The verdict in one line: `severe: vanishing under SGD and Adam, from dense_13 on`."""
    verdict = probe.verdict
    place = f", from {probe.layers[verdict.begins].name} on" if verdict.begins is not None else ""
    phrase = {
        "vanishing": "vanishing under SGD; Adam usually copes",
        "severe": "vanishing under SGD, and mostly under Adam too",
        "exploding": "exploding under any optimizer",
        "borderline": "at the edge of what trains with SGD",
        "dead": "a layer is dead",
        "symmetric": "units start as copies",
        "healthy": "signal and gradient pass through all layers",
    }[verdict.word]
    return f"{verdict.word}: {phrase}{place}"


def _head(probe: Probe) -> list[str]:
    samples_phrase = f"{probe.samples} samples ({probe.input_note})"
    lines = [
        headline(probe),
        f"  at initialization, {samples_phrase}" + (f", {probe.optimizer}" if probe.optimizer else ""),
    ]
    if probe.forward is not None:
        lines.append(
            f"  signal, last over first hidden layer (FV):   {power(probe.forward):>8}   healthy 10^-3 to 10^2"
        )
    if probe.backward is not None:
        lines.append(
            f"  gradient, first over last hidden layer (GD): {power(probe.backward):>8}   healthy 10^-1.5 to 10^1.25"
        )
    if probe.loss is not None:
        expectation = f"   {probe.expected_loss:.3f} if it knew nothing" if probe.expected_loss is not None else ""
        lines.append(f"  loss at the start ({probe.loss_name}): {probe.loss:.4g}{expectation}")
    return lines


def power(value: float | None, digits: int = 2) -> str:
    """A logarithm as the power it stands for: `10^-1.52`; `0` for what has collapsed to nothing."""
    if value is None:
        return "-"
    return "0" if value <= COLLAPSED else f"10^{round(value, digits) + 0:.{digits}f}"  # never -0.00


def _table(probe: Probe) -> list[str]:
    layers = probe.layers
    places = hidden(layers)
    if not places:
        return []
    start, end = layers[places[0]].variance, layers[places[-1]].gradient
    rows = [_row(layer, start, end) for layer in layers]
    width = max(len(layer.name) for layer in layers)
    lines = [f"  {'layer':<{width}}  {'signal':^{_WIDTH}}  {'gradient':^{_WIDTH}}  notes"]
    row_indices = range(len(rows)) if len(rows) <= _MOST_ROWS else [*range(30), *range(len(rows) - 30, len(rows))]
    for number, at in enumerate(row_indices):
        if number == 30 and len(rows) > _MOST_ROWS:
            lines.append(f"  ... {len(rows) - 60} layers ...")
        signal, slope, note = rows[at]
        lines.append(f"  {layers[at].name:<{width}}  {signal}  {slope}  {note}".rstrip())
    return lines


def _row(layer: LayerSignal, start: float | None, end: float | None) -> tuple[str, str, str]:
    signal = None if layer.variance is None or start is None else layer.variance - start
    slope = None if layer.gradient is None or end is None else layer.gradient - end
    notes = []
    if layer.is_output:
        notes.append("output")
    if layer.dead:
        notes.append(f"{layer.dead:.0%} dead")
    if layer.saturated:
        notes.append(f"{layer.saturated:.0%} saturated")
    if layer.duplicates:
        notes.append(f"{layer.duplicates:.0%} copies")
    return _bar(signal), _bar(slope), ", ".join(notes)


def _bar(value: float | None) -> str:
    """A bar from 10^-8 to 10^4 that ends at the value, and the value."""
    if value is None:
        return f"{'':<{_WIDTH - 9}}{'-':>9}"
    cells = _WIDTH - 9
    filled = round((min(max(value, -8.0), 4.0) + 8) / 12 * cells)
    return f"{'#' * filled:<{cells}}{power(value):>9}"


def _foot(probe: Probe) -> list[str]:
    result = probe.one_batch
    if result is None:
        return []
    course = f"loss {result.first:.4g} -> {result.last:.4g}, {result.outcome}"
    return [f"one batch, {result.steps} steps with {trained_with(probe)}: {course}"]


def trained_with(probe: Probe) -> str:
    """The optimizer and its rate: `SGD at 0.01`."""
    rate = probe.one_batch.rate if probe.one_batch is not None else None
    return probe.optimizer if rate is None else f"{probe.optimizer} at {rate:.3g}"
