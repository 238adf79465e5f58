"""NB208."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic, Related
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.scale import initializer_of, is_written
from netbuilder.rules.base import WARN, Rule
from netbuilder.vocabulary.base.layer_roles import Wrapper


class SharedSeed(Rule):
    """Two weights drawn with one seed

    ## What it does
    Finds the same integer seed written twice for weights of the same shape.

    ## Why is this bad
    Keras draws the same numbers for the same seed and shape, also across initializers of one distribution: HeNormal and
    GlorotNormal with seed 3 differ by a factor only. Two layers then start as copies of each other, and Keras says
    nothing.

    ## When it is fine
    For an experiment that wants exactly this.

    ## Example
    `kernel_initializer: {HeNormal: {seed: 7}}` on two layers of one shape

    ## Use instead
    Drop both seeds and write `seed: 7` once at the top: every weight then has a seed of its own.
    """

    code = "NB208"
    name = "shared-seed"
    severity = WARN
    applies_to = LayerGraph
    option_suffixes = ("_initializer",)
    bad = [
        """\
input: [64]
layers:
  - Dense: {units: 64, activation: relu, kernel_initializer: {HeNormal: {seed: 7}}}
  - Dense: {units: 64, activation: relu, kernel_initializer: {HeNormal: {seed: 7}}}  # NB208
  - Dense: {units: 4}
""",
    ]
    good = [
        """\
seed: 7
input: [64]
layers:
  - Dense: {units: 64, activation: relu, kernel_initializer: {HeNormal: {seed: 7}}}
  - Dense: {units: 64, activation: relu, kernel_initializer: {HeNormal: {seed: 8}}}
  - Dense: {units: 32, activation: relu, kernel_initializer: {HeNormal: {seed: 7}}}
  - Dense: {units: 4}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        first: dict[tuple[int, tuple[int, ...]], tuple[LayerCall, str]] = {}
        for call in graph.calls:
            for weight in call.weights:
                option = weight.initializer
                if not option or _has_two_layers(call) or not is_written(call, option):
                    continue
                initializer = initializer_of(call, option)
                seed = initializer.fixed_seed if initializer is not None else None
                if seed is None:
                    continue
                key = (seed, weight.shape)
                if key not in first:
                    first[key] = (call, option)
                    continue
                earlier = first[key]
                there = graph.address(*earlier)
                is_own = earlier == (call, option)
                where = (
                    _("for both directions")
                    if is_own
                    else _("as in {earlier}, {where}", earlier=earlier[0].name, where=graph.where(earlier[0]))
                )
                yield self.at(
                    graph,
                    call,
                    option,
                    _("seed {seed} draws the same numbers {where}", seed=seed, where=where),
                    why=_("one seed and one shape give one draw, up to a factor"),
                    fix=_("drop the seed; `seed:` at the top gives every weight its own"),
                    related=[Related(there, _("first used here, for the same shape"))],
                )


def _has_two_layers(call: LayerCall) -> bool:
    """Whether its weights are those of two layers, written apart, of which the chain knows one."""
    return isinstance(call.outer, Wrapper) and call.outer.way_back is not None
