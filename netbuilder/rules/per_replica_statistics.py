"""NB923."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import set_option
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.rules.base import WARN, Rule
from netbuilder.vocabulary.layers.normalization import BatchNormalization


class PerReplicaStatistics(Rule):
    """A mean and a variance of every replica's own

    ## What it does
    Finds BatchNormalization without `synchronized: true` in a network with `strategy: mirrored`.

    ## Why is this bad
    Every replica normalizes by the mean and variance of its own part of the batch: on two devices by half of it, on
    eight by an eighth. The model that comes out is another one than on one device, and depends on how many there are.

    ## When it is fine
    With parts that are large enough, where the exchange between devices costs more than it gives.

    ## Example
    `BatchNormalization` with `runtime: {strategy: mirrored}`

    ## Use instead
    `BatchNormalization: {synchronized: true}`: the statistics of the whole batch, as on one device.

    ## References
    Trained on two devices and on one; tests/backends/test_other_backends.py.
    """

    code = "NB923"
    name = "per-replica-statistics"
    severity = WARN
    applies_to = BatchNormalization
    bad = [
        """\
input: [8]
layers:
  - Dense: {units: 16, use_bias: false}
  - BatchNormalization  # NB923
  - ReLU
  - Dense: {units: 1}
runtime: {strategy: mirrored}
""",
        """\
input: [8]
layers:
  - Dense: {units: 16, use_bias: false}
  - BatchNormalization: {momentum: 0.9, synchronized: false}  # NB923
  - ReLU
  - Dense: {units: 1}
runtime: {strategy: mirrored}
""",
    ]
    good = [
        """\
input: [8]
layers:
  - Dense: {units: 16, use_bias: false}
  - BatchNormalization: {synchronized: true}
  - ReLU
  - Dense: {units: 1}
runtime: {strategy: mirrored}
""",
        """\
input: [8]
layers:
  - Dense: {units: 16, use_bias: false}
  - BatchNormalization: {trainable: false}
  - ReLU
  - Dense: {units: 1}
runtime: {strategy: mirrored}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        layer = subject.layer
        assert isinstance(layer, BatchNormalization)
        if graph.draft.runtime.strategy != "mirrored" or layer.synchronized or not layer.trainable:
            return
        yield self.at(
            graph,
            subject,
            "synchronized",
            _("{subject} goes by each replica's part of the batch alone", subject=subject.name),
            why=_("on two devices by half of it: another model than on one"),
            fix=set_option(subject.path, "synchronized", "true"),
            safe=True,
        )
