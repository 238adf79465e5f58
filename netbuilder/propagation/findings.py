"""What a probe found, as diagnostics with the config's lines: NB801 to NB809."""

from netbuilder.diagnostics import Diagnostic, Severity, advice
from netbuilder.diagnostics.codes import MEASURED_CODES
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerGraph
from netbuilder.lint.severities import NO_SETTINGS, Settings, apply_later
from netbuilder.propagation.facts import power, trained_with
from netbuilder.propagation.records import LayerSignal, Probe
from netbuilder.propagation.verdict import BORDER_BACKWARD, BORDER_FORWARD, COLLAPSED, DEAD

ERROR, WARN, INFO = Severity.ERROR, Severity.WARN, Severity.INFO


def findings(
    probe: Probe, graph: LayerGraph | None, adaptive: bool, settings: Settings = NO_SETTINGS
) -> tuple[Diagnostic, ...]:
    """Every finding of a probe; with the network's graph they have an address.

    Args:
        adaptive: whether the optimizer scales steps, as Adam does: it copes with what stalls SGD.
        settings: which findings are kept, and as what; they hold for a network that a graph is known of.
    """
    collector = _Collector(probe, graph)
    verdict = probe.verdict
    if verdict.word in ("vanishing", "severe"):
        severity = WARN if verdict.word == "severe" or not adaptive else INFO
        collector.add("NB801", severity, verdict.begins, _vanishing(probe), verdict.sentence, _VANISHING_FIX)
    elif verdict.word == "exploding":
        message = _exploding(probe)
        why = verdict.sentence if verdict.sentence != message else ""
        collector.add("NB802", WARN, verdict.begins, message, why, _DEPTH_FIX if verdict.by_depth else _EXPLODING_FIX)
    for at, layer in enumerate(probe.layers):
        _layer(collector, at, layer)
    _output(collector, probe)
    _one_batch(collector, probe)
    return _kept(collector.all, graph, settings)


def _kept(diagnostics: list[Diagnostic], graph: LayerGraph | None, settings: Settings) -> tuple[Diagnostic, ...]:
    """The findings with the severities that are asked for, one a place: a repeat has many layers of one line."""
    by_place: dict[object, Diagnostic] = {}
    for index, diagnostic in enumerate(diagnostics):
        place = index if diagnostic.address is None else (diagnostic.code, diagnostic.address)
        by_place.setdefault(place, diagnostic)
    if graph is None:
        return tuple(by_place.values())
    return tuple(apply_later(list(by_place.values()), graph.draft, settings))


_VANISHING_FIX = _("leave initializers out, or put a normalization between the layers")
_EXPLODING_FIX = _("leave initializers out, or a smaller scale")
_DEPTH_FIX = _("fewer layers with BatchNormalization in a row, or LayerNormalization in its place")


class _Collector:
    def __init__(self, probe: Probe, graph: LayerGraph | None) -> None:
        self.probe = probe
        self.graph = graph
        self.all: list[Diagnostic] = []

    def add(self, code: str, severity: Severity, at: int | None, message: str, why: str = "", fix: str = "") -> None:
        address = layer = None
        if self.graph is not None and at is not None:
            index = self.probe.layers[at].index
            if index < len(self.graph.calls):
                call = self.graph.calls[index]
                address, layer = self.graph.address(call), self.graph.reference(call)
        name = MEASURED_CODES[code].name
        self.all.append(
            Diagnostic(code, name, severity, message, address, why=why, suggestion=advice(fix), layer=layer)
        )


def _ratio(value: float | None) -> str:
    if value is None:
        return "unknown"
    return "nothing" if value <= COLLAPSED else power(value, 1)


def _vanishing(probe: Probe) -> str:
    return _(
        "the signal ends at {ratio}, the gradient at {ratio2} of its start",
        ratio=_ratio(probe.forward),
        ratio2=_ratio(probe.backward),
    )


def _exploding(probe: Probe) -> str:
    measured = (("signal", probe.forward, BORDER_FORWARD), ("gradient", probe.backward, BORDER_BACKWARD))
    grown = [(word, value) for word, value, (_, high) in measured if value is not None and value > high]
    if not grown or not all(layer.is_finite for layer in probe.layers):
        return probe.verdict.sentence
    (first, value), *rest = grown
    also = "".join(f", the {word} to {_ratio(other)}" for word, other in rest)
    return _("the {first} grows to {ratio}{also} of its start", first=first, ratio=_ratio(value), also=also)


def _layer(collector: _Collector, at: int, layer: LayerSignal) -> None:
    samples = collector.probe.samples
    if layer.duplicates is not None and layer.duplicates > DEAD:
        share = f"{layer.duplicates:.0%}"
        why = _("units that start equal learn the same thing for as long as what follows treats them alike")
        collector.add(
            "NB805",
            ERROR,
            at,
            _("{share} of the units of {layer} start as copies", share=share, layer=layer.name),
            why,
            _("an initializer that draws"),
        )
    elif layer.dead is not None and layer.dead >= DEAD:
        severity = ERROR if layer.dead == 1 else WARN
        message = _(
            "{dead:.0%} of the units of {layer} are 0 for all {samples} samples",
            dead=layer.dead,
            layer=layer.name,
            samples=samples,
        )
        collector.add(
            "NB803", severity, at, message, _("a relu unit that is never above 0 has no gradient"), _VANISHING_FIX
        )
    if layer.saturated is not None and layer.saturated > DEAD and not layer.is_output:
        message = _(
            "{saturated:.0%} of the values of {layer} stand at the flat ends",
            saturated=layer.saturated,
            layer=layer.name,
        )
        collector.add(
            "NB804", WARN, at, message, _("where the activation is flat there is no gradient"), _EXPLODING_FIX
        )
    trained_in_vain = layer.weight_gradient is None and layer.is_finite and not layer.frozen and not layer.is_output
    symmetric = layer.duplicates is not None and layer.duplicates > DEAD
    if trained_in_vain and layer.gradient is None and not symmetric and layer.dead != 1:
        collector.add(
            "NB806",
            ERROR,
            at,
            _("the kernel of {layer} gets a gradient of exactly 0", layer=layer.name),
            _("no step will change it"),
        )


def _output(collector: _Collector, probe: Probe) -> None:
    last = len(probe.layers) - 1
    is_explained = probe.verdict.word in ("vanishing", "severe", "dead", "symmetric", "exploding")
    # A zero output layer is good practice: its output is constant by intention.
    outputs = [layer for layer in probe.layers if layer.is_output and layer.weight is not None]
    if not is_explained and any(output.variance is None and output.is_finite for output in outputs):
        collector.add(
            "NB807", ERROR, last, _("the output is the same for every sample"), _("nothing of the input arrives"), ""
        )
    loss, expected = probe.loss, probe.expected_loss
    if (
        loss is not None
        and expected is not None
        and not loss <= 3 * expected + 0.5
        and probe.verdict.word != "exploding"
    ):
        why = _("a model that knows nothing would start at {expected:.3g}", expected=expected)
        collector.add(
            "NB808",
            WARN,
            last,
            _("the loss starts at {loss:.3g}", loss=loss),
            why,
            _("a smaller scale on the output layer"),
        )


def _one_batch(collector: _Collector, probe: Probe) -> None:
    result = probe.one_batch
    if result is not None and result.outcome == "fails":
        message = _(
            "{steps} steps on one batch bring the loss from {first:.3g} to {last:.3g} only",
            steps=result.steps,
            first=result.first,
            last=result.last,
        )
        why = _(
            "with {trained_with}; a model that can learn at all learns one batch by heart",
            trained_with=trained_with(probe),
        )
        collector.add("NB809", WARN, None, message, why, _("another learning rate, or what the other findings say"))
