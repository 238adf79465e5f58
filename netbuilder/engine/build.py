"""Plan -> compiled `keras.Sequential`: an ordinary Keras model that owes netbuilder nothing."""

import warnings
from typing import Any, NamedTuple

from netbuilder.diagnostics import Diagnostic, Severity
from netbuilder.diagnostics.errors import ConfigError
from netbuilder.diagnostics.sentence import _
from netbuilder.engine import compat, deferred, keras_state, memory
from netbuilder.engine.findings import Refused, as_config_error, error, finding
from netbuilder.engine.objects import ObjectFactory
from netbuilder.engine.runtime import RuntimeScope, refusals
from netbuilder.engine.silence import lock
from netbuilder.lint.severities import NO_SETTINGS, Settings, apply_later
from netbuilder.plan import Plan, Planned
from netbuilder.plan.apart import apart, unopened
from netbuilder.plan.hidden_draws import HiddenDraw, hidden_draws
from netbuilder.system.gc_pause import uncollected
from netbuilder.vocabulary.base.layer_names import Namer, automatic_name
from netbuilder.vocabulary.base.releases import NEWEST, Number, is_of, is_opened, number
from netbuilder.vocabulary.network import Compile

open_clusters: list[object] = []
"""The `with nb.distributed(...)` blocks that are open: inside alone a model is spread over devices."""


class Built(NamedTuple):
    """A model, and what there is to say about its building."""

    model: Any
    """The `keras.Sequential`, compiled if the network says how."""
    device: str
    """Where its weights are, for people: `CPU`, `GPU:0 (NVIDIA A100)`."""
    added: frozenset[str]
    """The names of layers that the plan does not have: activations that stand apart, see `plan.apart`."""
    diagnostics: tuple[Diagnostic, ...]
    """NB9xx: what the machine adds to the findings about the network; none is an error."""


def build(plan: Plan, settings: Settings = NO_SETTINGS, opens_in: str | None = None) -> Built:
    """Build and compile the model of a plan; `settings` say which findings are kept, and as what.

    Args:
        opens_in: a release of Keras that is to open the model's file: what that cannot have is another layer.

    Raises:
        ConfigError: the machine cannot build it, or Keras refuses it; nothing is left behind.
    """
    draft = plan.graph.draft
    first = refusals(draft, plan.runtime)
    if plan.runtime.distribution is not None and not open_clusters:
        first.append(_outside(plan))
    if opens_in is not None:
        first += unopened(plan, number(opens_in), opens_in, Severity.ERROR)
    too_large = memory.too_large(plan.graph)
    if too_large is not None:
        first.append(too_large)
    if first:
        raise ConfigError(first)
    # One build at a time: the recursion limit, standard error and Keras' settings belong to the whole process.
    with lock, keras_state.random_state_kept():
        runtime = RuntimeScope(draft, plan.runtime)
        with runtime.scope(), keras_state.deep_enough(plan.graph.layer_count), uncollected():
            keras = runtime.keras
            release = compat.release(keras)
            model, layers = _model(keras, plan, min(release, number(opens_in or NEWEST)))
            lacking = [] if runtime.device.is_gpu else list(runtime.backend.missing_kernels(plan, layers))
        if lacking:
            raise ConfigError(lacking)
        runtime.verify(model)
    diagnostics = [
        *runtime.diagnostics,
        *([] if opens_in else _other_keras(plan, keras.__version__)),
        *unopened(plan, release, keras.__version__, Severity.WARN),
        *_without_xla(plan, model),
        *_deep(plan),
    ]
    added = frozenset(layer.name for layer in model.layers) - {layer.name for layer in layers}
    return Built(model, runtime.device_label, added, tuple(apply_later(diagnostics, draft, settings)))


def _outside(plan: Plan) -> Diagnostic:
    """A distributed network that is to be built where nothing keeps its distribution until it is trained and saved."""
    message = _("a distributed model is built, trained and saved in one `with` block")
    why = _("outside of it every process trains another model, without a word")
    draft = plan.graph.draft
    source = f'"{draft.source_name}"' if draft.document is not None and draft.source_name[:1] != "<" else "..."
    fix = _("`with nb.distributed({source}) as session:`, and `session.model` in it", source=source)
    return error("NB914", message, address=draft.address(("runtime", "distribution")), why=why, fix=fix)


def copy_of(plan: Plan, name: str) -> Any:
    """The model of a plan on this process alone, called `name`, as the model is of which it is a copy.

    Raises:
        ConfigError: Keras refuses it.
    """
    with lock, keras_state.random_state_kept():
        runtime = RuntimeScope(plan.graph.draft, plan.runtime.changed(distribution=None, device="cpu"))
        with runtime.scope(), keras_state.deep_enough(plan.graph.layer_count), uncollected():
            return _model(runtime.keras, plan, name=name)[0]


def _model(keras: Any, plan: Plan, opens_in: Number | None = None, name: str | None = None) -> tuple[Any, list[Any]]:
    """The model, and of its layers those that the plan has."""
    name = name or (plan.name if plan.graph.draft.name is not None else _next_name(keras, plan.name))
    oldest = opens_in or compat.release(keras)
    factory = ObjectFactory(keras, oldest, apart(plan, oldest))
    attempt: list[Any] = []

    def make() -> Any:
        attempt.clear()
        with keras_state.counters_from_zero():  # what is made a second time has the names of the first
            return _sequential(factory, plan, name, attempt)

    with keras_state.counters_from_zero():
        try:
            model = deferred.build(keras, make)
            _check_built(model)
            if plan.compile is not None:
                with warnings.catch_warnings():
                    warnings.filterwarnings("ignore", message="Model doesn't support `jit_compile=True`")
                    model.compile(**_compile_options(factory, plan, plan.compile))
        except ConfigError:
            raise
        except Exception as problem:
            raise as_config_error(plan, attempt, problem) from problem
        _seed_hidden(factory, plan.layers, attempt)
    return model, attempt


def _next_name(keras: Any, stem: str) -> str:
    """Keras' own name for the next model, so that two models can become parts of a third."""
    number = keras.backend.get_uid(stem)
    return stem if number == 1 else f"{stem}_{number - 1}"


def _sequential(factory: ObjectFactory, plan: Plan, name: str, attempt: list[Any]) -> Any:
    keras = factory.keras
    shape, dtype = tuple(plan.input.shape), plan.input.dtype
    # Keras' own name, `input_layer`, but for a network that has a layer of that name.
    names = [planned.name for planned in plan.layers]
    name_of_input = Namer(names).next("InputLayer") if automatic_name("InputLayer") in names else None
    entry = keras.Input(shape=shape, batch_size=plan.input.batch_size, dtype=dtype, name=name_of_input)
    chain = []
    for planned in plan.layers:
        layers = factory.layers(planned)
        attempt.append(layers[0])
        chain += layers
    return keras.Sequential([entry, *chain], name=name)


def _check_built(model: Any) -> None:
    """Keras returns a model without a graph, and says nothing, where a layer cannot say its output's shape."""
    if not model.built or not compat.has_graph(model):
        raise Refused(_("a layer does not say the shape of its output"))


def _compile_options(factory: ObjectFactory, plan: Plan, compile_: Compile) -> dict[str, Any]:
    options: dict[str, Any] = {}
    for option in type(compile_).model_fields:
        if option in compile_.written:
            value = getattr(compile_, option)
            options[option] = list(value) if isinstance(value, tuple) else value
    for option in ("optimizer", "loss"):
        if options.get(option) is not None:
            options[option] = factory.node(options[option])
    for option in ("metrics", "weighted_metrics"):
        if option in options:
            options[option] = [factory.node(metric) for metric in options[option]]
    if plan.runtime.jit_compile is not None:
        options.setdefault("jit_compile", plan.runtime.jit_compile)
    return options


def _other_keras(plan: Plan, installed: str) -> list[Diagnostic]:
    """A warning where the network names another Keras than the one that builds it."""
    target, draft = plan.graph.keras, plan.graph.draft
    if not target.is_named or is_of(installed, target.release):
        return []
    message = _(
        "the network is for Keras {release}, and Keras {installed} builds it",
        release=target.release,
        installed=installed,
    )
    address = draft.address(("keras",)) if draft.keras is not None else None
    why, fix = _("what is built here may compute otherwise there"), ""
    if target.number < number(installed):
        why = _("an older Keras may not open the file, and numbers may differ")
        if is_opened(target.release):
            fix = _("`--opens-in {release}`, or `opens_in=` in Python, for a file that opens", release=target.release)
    return [finding("NB910", Severity.WARN, message, address=address, why=why, fix=fix)]


def _without_xla(plan: Plan, model: Any) -> list[Diagnostic]:
    """A warning where XLA is asked for and Keras trains without it."""
    if plan.compile is None:
        return []
    by_compile = plan.compile.jit_compile if "jit_compile" in plan.compile.written else plan.runtime.jit_compile
    if by_compile is not True or model.jit_compile:
        return []
    place = "compile" if "jit_compile" in plan.compile.written else "runtime"
    without_jit = next((layer for layer in compat.flat_layers(model) if not layer.supports_jit), None)
    why = (
        _(
            "XLA does not compile `{without_jit}` ({without_jit2})",
            without_jit=without_jit.name,
            without_jit2=type(without_jit).__name__,
        )
        if without_jit is not None
        else _("XLA and `deterministic: true` exclude each other")
    )
    message = _("`jit_compile: true` is asked for, and Keras trains this model without XLA")
    address = plan.graph.draft.address((place, "jit_compile"))
    return [finding("NB908", Severity.WARN, message, address=address, why=why, fix="`jit_compile: auto`")]


def _deep(plan: Plan) -> list[Diagnostic]:
    if plan.recursion_limit is None:
        return []
    message = _(
        "Keras opens a file of {layer_count} layers only with a higher recursion limit",
        layer_count=plan.graph.layer_count,
    )
    fix = _("`sys.setrecursionlimit({recursion_limit})` before load_model", recursion_limit=plan.recursion_limit)
    return [finding("NB907", Severity.INFO, message, fix=fix)]


def _seed_hidden(factory: ObjectFactory, planned: tuple[Planned, ...], layers: list[Any]) -> None:
    """Draw again, with the plan's seeds, what Keras has drawn from Python's random state."""
    for planned_layer, layer in zip(planned, layers, strict=True):
        if planned_layer.inner is not None:
            _seed_hidden(factory, planned_layer.inner, layer.layers)
            continue
        for draw in hidden_draws(planned_layer):
            _draw_again(factory, layer, draw)


def _draw_again(factory: ObjectFactory, layer: Any, draw: HiddenDraw) -> None:
    owner = layer
    for step in draw.place:
        owner = owner[step] if isinstance(step, int) else getattr(owner, step)
    if draw.initializer is not None:
        owner.assign(factory.initializer(draw.initializer, draw.seed)(owner.shape, dtype=owner.dtype))
    elif compat.drew_seed(owner):
        compat.set_seed(owner, draw.seed)
