"""Rule: what every rule is made of, and how rules are found."""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from netbuilder.diagnostics import Address, Diagnostic, Path, Related, Severity, Suggestion, advice
from netbuilder.diagnostics.codes import FIXED_CODES, in_turn
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import set_option
from netbuilder.graph import Head, LayerCall, LayerGraph
from netbuilder.graph.layer_graph import PlacedMetric
from netbuilder.graph.objective import display_name
from netbuilder.vocabulary.base.layer_roles import Recurrent
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.training import Loss
from netbuilder.vocabulary.network import Runtime

if TYPE_CHECKING:
    from netbuilder.graph.layout import Named, ResolvedLayout

LOSS: Path = ("compile", "loss")
INFO, WARN, ERROR = Severity.INFO, Severity.WARN, Severity.ERROR


def set_loss(name: str, after: str = "", *, before: str = "") -> Suggestion:
    """Another loss."""
    return set_option(("compile",), "loss", name, after, before=before)


def network_with(*layers: str, loss: str, optimizer: str = "adam", metrics: str = "", task: str = "") -> str:
    """An example of which a rule about head and training says all: a mark stands behind what it is about."""
    lines = ["input: [8]", *([f"task: {task}"] if task else []), "layers:"]
    lines += [f"  - {layer}" for layer in ("Dense: {units: 16, activation: relu}", *layers)]
    compiled = [f"optimizer: {optimizer}", f"loss: {loss}", *([f"metrics: {metrics}"] if metrics else [])]
    if any("#" in option for option in compiled):
        lines += ["compile:", *(f"  {option}" for option in compiled)]
    else:
        lines.append(f"compile: {{{', '.join(compiled)}}}")
    return "\n".join([*lines, ""])


class Rule:
    """One rule: its docstring is its manual page, its examples are its tests.

    The docstring has the headings *What it does / Why is this bad / When it is fine / Example / Use instead /
    References*. `check` is a generator that is called for what the rule `applies_to`.
    """

    code: ClassVar[str]
    """Stable, as `NB301`."""
    name: ClassVar[str]
    """Names the fault: it reads well after "allow"."""
    severity: ClassVar[Severity]
    applies_to: ClassVar[type | tuple[type, ...]] = LayerGraph
    """`LayerGraph`: called once a network. `Head`: once, if it is known. `ShapeError`: once, where a layer cannot take
    its input. Layer classes: once for every such layer."""
    needs_loss: ClassVar[bool] = False
    """Whether it is silent where the loss is unknown: without one, with a custom one, and where it is misspelt."""
    needs_model: ClassVar[bool] = False
    """Whether it judges whole models and no blocks: silent without a loss and with a custom one, misspelt or not."""
    option_suffixes: ClassVar[tuple[str, ...]] = ()
    """If given, it is called only where an option with one of these endings was written: see `concerns`."""
    activation_families: ClassVar[tuple[str, ...]] = ()
    """If given, only kernels whose effective activation is of one of these families are looked at, and such heads."""
    loss_families: ClassVar[tuple[str, ...]] = ()
    """If given, it is called only for losses of these families."""
    finds_no_effect: ClassVar[bool] = False
    """Whether what it finds changes nothing: an editor shows it faded."""
    supersedes: ClassVar[tuple[str, ...]] = ()
    """Rules that say the same cause in other words: where this one speaks they are silent."""
    supersedes_within: ClassVar[Literal["network", "layer"]] = "network"
    bad: ClassVar[Sequence[str]] = ()
    """Config files on which it must fire, exactly at the lines marked `# NB301`."""
    good: ClassVar[Sequence[str]] = ()
    """Config files on which it must be silent."""

    def concerns(self, cls: type[Node], written: frozenset[str]) -> bool:
        """Whether a layer of that class, with those options written, is a reason to call it.

        What is about the whole is called where anything in it is a reason: a layer, a wrapper, the loss, a metric, the
        optimizer, `input` or `runtime`; always where `Network` is one. Asked once a class and set of options.
        """
        return not self.option_suffixes or any(option.endswith(self.option_suffixes) for option in written)

    def check(self, graph: LayerGraph, subject: Any) -> Iterator[Diagnostic]:
        """Yield a finding for every place where the fault is."""
        raise NotImplementedError

    def finding(
        self,
        address: Address,
        message: str,
        *,
        why: str = "",
        fix: str | Suggestion = "",
        safe: bool = False,
        label: str = "",
        related: Sequence[Related] = (),
        severity: Severity | None = None,
        graph: LayerGraph | None = None,
        call: LayerCall | None = None,
    ) -> Diagnostic:
        """A diagnostic of this rule; `graph` and `call` name the layer it is about."""
        layer = graph.reference(call) if graph is not None and call is not None else None
        severity = self.severity if severity is None else severity
        suggestion = fix if isinstance(fix, Suggestion) else advice(fix)
        suggestion = suggestion._replace(safe=suggestion.safe or safe)
        if suggestion.changes and graph is not None:
            from netbuilder.source.edit.realize import resolved  # only where something is found

            suggestion = resolved(graph.draft.document, suggestion)
        return Diagnostic(
            self.code, self.name, severity, message, address, label, why, suggestion, tuple(related), layer
        )

    def about(self, graph: LayerGraph, path: Path, message: str, *, part: str = "value", **more: Any) -> Diagnostic:
        """A finding at a path of the file, with the anchor that stands behind an alias there."""
        more.setdefault("related", graph.draft.related(path, part))
        return self.finding(graph.draft.address(path, part), message, graph=graph, **more)

    def at(self, graph: LayerGraph, call: LayerCall, option: str, message: str, **more: Any) -> Diagnostic:
        """A finding at an option of a layer, or at the layer's name where the option is left out."""
        more.setdefault("related", graph.related(call, option))
        return self.finding(graph.address(call, option), message, graph=graph, call=call, **more)


class LayoutRule(Rule):
    """A rule about `runtime.distribution`, called where there is one: it says what `judge` finds."""

    def concerns(self, cls: type[Node], written: frozenset[str]) -> bool:
        return cls is Runtime and "distribution" in written

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        if graph.layout is not None:
            yield from self.judge(graph, graph.layout)

    def judge(self, graph: LayerGraph, layout: "ResolvedLayout") -> Iterator[Diagnostic]:
        """Yield a finding for every place where the fault is."""
        raise NotImplementedError

    def at_pattern(self, graph: LayerGraph, named: "Named", message: str, **more: Any) -> Diagnostic:
        """A finding at a pattern of the layout."""
        return self.about(graph, named.path, message, part="key", **more)

    def at_axes(self, graph: LayerGraph, named: "Named", message: str, **more: Any) -> Diagnostic:
        """A finding at the axes behind a pattern."""
        return self.about(graph, named.path, message, **more)


class HeadRule(Rule):
    """A rule about the head and the loss together, called once both are known: it says what `judge` finds."""

    applies_to = Head
    needs_loss = True

    def check(self, graph: LayerGraph, subject: Head) -> Iterator[Diagnostic]:
        assert graph.loss is not None
        return self.judge(graph, subject, graph.loss)

    def judge(self, graph: LayerGraph, head: Head, loss: Loss) -> Iterator[Diagnostic]:
        """Yield a finding for every place where the fault is."""
        raise NotImplementedError

    def at_head(self, graph: LayerGraph, message: str, **more: Any) -> Diagnostic:
        """A finding at the head's activation that points at the loss."""
        more.setdefault("related", (self.loss_place(graph),))
        return self.at(graph, _head_call(graph), "activation", message, **more)

    def at_loss(self, graph: LayerGraph, message: str, *, option: Path = (), **more: Any) -> Diagnostic:
        """A finding at the loss, or at an option of it, that points at the head's activation."""
        call = _head_call(graph)
        more.setdefault("related", (Related(graph.address(call, "activation"), _("the head")),))
        address = graph.draft.address((*LOSS, *option))
        return self.finding(address, message, graph=graph, call=call, **more)

    def at_metric(self, graph: LayerGraph, placed: PlacedMetric, message: str, **more: Any) -> Diagnostic:
        """A finding at a metric, or at an `option` of it that is written."""
        option = more.pop("option", "")
        path = (*placed.path, type(placed.metric).__name__, option) if option else placed.path
        return self.finding(graph.draft.address(path), message, graph=graph, call=_head_call(graph), **more)

    def no_probabilities(self, graph: LayerGraph, head: Head, loss: Loss, wanted: str, why: str) -> Diagnostic:
        """A head that gives no probabilities, under a loss that takes them; the `wanted` activation makes some."""
        layer = head.call.layer
        takes_option = layer is not None and "activation" in type(layer).model_fields
        after = _(" at the end, or `from_logits: true` in the loss on a linear head")
        fix = set_option(head.call.path, "activation", wanted, after)
        is_certain = takes_option and not isinstance(layer, Recurrent) and (wanted == "sigmoid" or head.units != 1)
        message = _(
            "{loss} expects probabilities, the head is {activation}",
            loss=display_name(loss),
            activation=display_name(head.activation),
        )
        return self.at_head(graph, message, why=why, fix=fix.edited_if(is_certain))

    def loss_place(self, graph: LayerGraph) -> Related:
        """Where the loss stands."""
        return Related(graph.draft.address(LOSS), _("the loss"))


def _head_call(graph: LayerGraph) -> LayerCall:
    assert graph.head is not None
    return graph.head.call


@cache
def every_rule() -> tuple[Rule, ...]:
    """One instance of every rule of this folder, by code."""
    rules: list[Rule] = []
    for file in sorted(FilePath(__file__).parent.glob("*.py")):
        if file.stem in ("__init__", "base"):
            continue
        module = import_module(f"netbuilder.rules.{file.stem}")
        for member in vars(module).values():
            if isinstance(member, type) and issubclass(member, Rule) and member.__module__ == module.__name__:
                rules.append(member())
    return tuple(sorted(rules, key=lambda rule: in_turn(rule.code)))


def codes() -> dict[str, str]:
    """Every code with its name: those of the document, the measurement, this machine, and the rules."""
    fixed = {code: entry.name for code, entry in FIXED_CODES.items()}
    return fixed | {rule.code: rule.name for rule in every_rule()}


def codes_by_name() -> dict[str, str]:
    """The same the other way round; NB018 goes by two names."""
    return {name: code for code, name in codes().items()} | {"unused-ignore": "NB018"}


def nearest_code(word: str) -> str | None:
    """The code that a misspelt code or rule's name is near to; `NB2O1` is NB201, its letters read as digits."""
    from netbuilder.diagnostics.closest import closest

    by_code, by_name = codes(), codes_by_name()
    read = word.upper().replace("O", "0").replace("I", "1")
    if word.lower() in by_name or read in by_code:
        return by_name.get(word.lower(), read)
    return closest(word, by_code) or closest(word, by_name)
