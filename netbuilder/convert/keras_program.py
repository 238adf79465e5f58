"""Plan -> the plain Keras program that makes the same model, to read, to keep, or to hand in."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import cast

from netbuilder.convert.keras_calls import Caller, Options
from netbuilder.convert.keras_loops import Loop, Part, lines, loop, statements
from netbuilder.convert.python_text import WIDTH, Expression, Seed, call, collection, laid_out, literal, quoted
from netbuilder.diagnostics import Diagnostic, Severity
from netbuilder.graph.unroll import repetition
from netbuilder.lint.severities import NO_SETTINGS, Settings, apply_later
from netbuilder.parse.draft import DraftLayer
from netbuilder.plan import Plan, Planned
from netbuilder.plan.apart import Apart, apart, unopened
from netbuilder.plan.hidden_draws import hidden_draws
from netbuilder.vocabulary.base.distribution import Distribution
from netbuilder.vocabulary.base.layer_names import Namer, automatic_name
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.weights import Initializer
from netbuilder.vocabulary.network import Compile, Runtime


def program(plan: Plan) -> str:
    """The program of a plan; with the network's seed in it if it has one, then the weights are the same too."""
    caller = Caller(frozenset(_repeated(plan.graph.draft.layers)), plan.graph.keras.number)
    entry = _input(plan)
    separate = apart(plan, plan.graph.keras.number)
    parts = [entry, *_parts(caller, plan.graph.draft.layers, iter(plan.layers), separate)]
    named: Options = {}
    model_name = caller.names.planned("Sequential", plan.name)
    if model_name is not None:
        named["name"] = quoted(model_name)
    compiled = _compile_options(caller, plan, plan.compile) if plan.compile is not None else None
    contexts = _contexts(plan)
    indent = 4 * len(contexts)
    body = [f"{' ' * 4 * depth}with {context}:" for depth, context in enumerate(contexts)]
    body += _model(parts, named, indent)
    if compiled is not None:
        body.append(laid_out(call("model.compile", **compiled), indent))
    body += _drawn_again(caller, plan.layers, separate, indent)
    return "\n\n".join([*_imports(caller, plan), *_settings(plan), "\n".join(body)]) + "\n"


def program_findings(plan: Plan, settings: Settings = NO_SETTINGS) -> list[Diagnostic]:
    """NB911 where the release that the program is for does not open the file that it saves."""
    keras = plan.graph.keras
    return apply_later(unopened(plan, keras.number, keras.release, Severity.WARN), plan.graph.draft, settings)


def _input(plan: Plan) -> Expression:
    settled = plan.input
    options: Options = {"shape": literal(tuple(settled.shape))}
    if settled.batch_size is not None:
        options["batch_size"] = literal(settled.batch_size)
    if settled.dtype not in (None, "float32"):
        options["dtype"] = literal(settled.dtype)
    names = [planned.name for planned in plan.layers]
    if automatic_name("InputLayer") in names:
        options["name"] = quoted(Namer(names).next("InputLayer"))
    return call("keras.Input", **options)


def _repeated(entries: Sequence[DraftLayer], is_inside: bool = False) -> Iterator[str]:
    """The classes of the model's layers that stand in a repeat."""
    for entry in entries:
        repeated = repetition(entry)
        if repeated is not None:
            times, contents = repeated
            yield from _repeated(contents, is_inside or times > 1)
        elif is_inside:
            yield type(entry.node).__name__


def _parts(
    caller: Caller,
    entries: Sequence[DraftLayer],
    planned: Iterator[Planned],
    separate: Apart,
    around: tuple[int, ...] = (),
) -> list[Part]:
    """The layers in the order of the network, with loops for repeats."""
    parts: list[Part] = []
    for entry in entries:
        repeated = repetition(entry)
        if repeated is None:
            layer = next(planned)
            parts += caller.layers(layer, around, separate.standing.get(id(layer)))
        else:
            times, contents = repeated
            rounds = [_parts(caller, contents, planned, separate, (*around, number)) for number in range(times)]
            parts += _repeat(rounds, len(around))
    return parts


def _repeat(rounds: Sequence[Sequence[Part]], depth: int) -> list[Part]:
    """A loop where rounds can read the same; the last may differ, as its initializers follow from what is behind."""
    for times in (len(rounds), len(rounds) - 1):
        block = loop(rounds[:times], depth) if times > 1 else None
        # Two short rounds are read more easily than a list of their seeds and a loop.
        if block is not None and (
            times > 2 or depth or not block.variables or lines([block]) < lines([*rounds[0], *rounds[1]])
        ):
            return [block, *chain.from_iterable(rounds[times:])]
    return list(chain.from_iterable(rounds))


def _model(parts: Sequence[Part], named: Options, indent: int) -> list[str]:
    """The statements that make the model: one, or with loops a list that grows."""
    layers = [part for part in parts if not isinstance(part, Loop)]
    if len(layers) == len(parts):
        return [laid_out(call("keras.Sequential", collection("[", layers, "]"), **named), indent, "model = ")]
    growing = list(statements(parts, indent, "layers = "))
    return [*growing, laid_out(call("keras.Sequential", "layers", **named), indent, "model = ")]


def _compile_options(caller: Caller, plan: Plan, compile_: Compile) -> Options:
    options: Options = {}
    for option, value in compile_.written_options().items():
        if isinstance(value, Node):
            options[option] = caller.node(value)
        elif isinstance(value, tuple):
            items = [caller.node(item) if isinstance(item, Node) else literal(item) for item in value]
            options[option] = collection("[", items, "]")
        else:
            options[option] = literal(value)
    if plan.runtime.jit_compile is not None:
        options.setdefault("jit_compile", literal(plan.runtime.jit_compile))
    return options


def _drawn_again(caller: Caller, layers: Sequence[Planned], separate: Apart, indent: int) -> Iterator[str]:
    """What Keras has no option for a seed for is drawn again with one."""
    draws = list(_hidden_draws(layers, separate, "model"))
    weights = [(place, caller.initializer(drawn, Seed(seed, ""))) for place, seed, drawn in draws if drawn is not None]
    if len(weights) == 1:
        [(weight, initializer)] = weights
        yield laid_out(weight, indent, "weight = ")
        yield laid_out(initializer, indent, "initializer = ")
    elif weights:
        pairs = collection("[", [collection("(", pair, ")") for pair in weights], "]")
        yield laid_out(pairs, indent, "for weight, initializer in ", ":")
    if weights:
        inner = indent if len(weights) == 1 else indent + 4
        yield laid_out("weight.assign(initializer(weight.shape, dtype=weight.dtype))", inner)
    for place, seed, drawn in draws:
        if drawn is None:
            yield laid_out(call(f"{place}.state.assign", literal([seed, 0])), indent)


def _hidden_draws(
    layers: Sequence[Planned], separate: Apart, parent: str
) -> Iterator[tuple[str, int, Initializer | None]]:
    """Where what is drawn again is, its seed, and what it is drawn from."""
    index = -1
    for planned in layers:
        index += 1
        here = f"{parent}.layers[{index}]"
        standing = separate.standing.get(id(planned))
        if standing is not None and not standing.replaces:
            index += 1  # its activation stands behind it
        if planned.inner is not None:
            yield from _hidden_draws(planned.inner, separate, here)
            continue
        for draw in hidden_draws(planned):
            steps = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in draw.place]
            yield here + "".join(steps), draw.seed, draw.initializer


def _imports(caller: Caller, plan: Plan) -> list[str]:
    """The blocks of imports: Python's own, then all others."""
    others = ["import keras"]
    if plan.runtime.strategy == "mirrored" or plan.runtime.deterministic or plan.runtime.memory_growth:
        others.append("import tensorflow as tf")
    modules: dict[str, set[str]] = {}
    for module, name in caller.imports:
        modules.setdefault(module, set()).add(name)
    others += [_import(module, sorted(modules[module])) for module in sorted(modules)]
    standard = ["import sys"] if plan.recursion_limit is not None else []
    backend: list[str] = []
    if plan.runtime.distribution is not None:  # Keras reads it when it is imported
        standard = ["import os", *standard]
        backend = [f'os.environ["KERAS_BACKEND"] = "{plan.runtime.backend}"']
    return ["\n".join(block) for block in (standard, backend, others) if block]


def _import(module: str, names: Sequence[str]) -> str:
    line = f"from {module} import {', '.join(names)}"
    return line if len(line) <= WIDTH else laid_out(collection("(", names, ")"), 0, f"from {module} import ")


def _settings(plan: Plan) -> list[str]:
    """The lines before the model that set what is one for the whole process."""
    settings = []
    if plan.recursion_limit is not None:
        settings.append("# Keras walks a model with one Python frame a layer, when it opens the file too.")
        settings.append(f"sys.setrecursionlimit({plan.recursion_limit})")
    if plan.runtime.memory_growth:
        settings.append('for gpu in tf.config.list_physical_devices("GPU"):')
        settings.append("    tf.config.experimental.set_memory_growth(gpu, True)")
    if plan.runtime.deterministic:
        settings.append("tf.config.experimental.enable_op_determinism()")
    if plan.runtime.precision != "float32":
        settings.append(f'keras.config.set_dtype_policy("{plan.runtime.precision}")')
    settings += _distribution_lines(plan.runtime)
    return ["\n".join(settings)] if settings else []


def _contexts(plan: Plan) -> list[str]:
    """What the model is made inside of."""
    if plan.runtime.strategy == "mirrored":
        return ["tf.distribute.MirroredStrategy().scope()"]
    return [f'keras.device("{plan.runtime.device}")'] if plan.runtime.device != "auto" else []


_SET = "# It stays set: left before `fit`, every process would train a model of its own."


def _distribution_lines(runtime: Runtime) -> list[str]:
    """Mesh, layout and distribution; none where the network has no `runtime.distribution`."""
    if runtime.distribution is None:
        return []
    spread = cast("Distribution", runtime.distribution)
    mesh = spread.mesh_axes(None)
    if mesh is None:
        parallel = call("keras.distribution.DataParallel", auto_shard_dataset="False")
        return [_SET, laid_out(call("keras.distribution.set_distribution", parallel), 0)]
    axes = [literal(list(mesh)), "keras.distribution.list_devices()"]
    sizes = literal(tuple(mesh.values()))
    lines = [laid_out(call("keras.distribution.DeviceMesh", sizes, *axes), 0, "mesh = ")]
    lines.append("layout = keras.distribution.LayoutMap(mesh)")
    lines += [
        laid_out(literal(tuple(names)), 0, f"layout[{literal(pattern)}] = ")
        for pattern, names in spread.layouts.items()
    ]
    options = {"layout_map": "layout", "batch_dim_name": literal(spread.batch_axis), "auto_shard_dataset": "False"}
    spread_over = call("keras.distribution.ModelParallel", **options)
    return [*lines, _SET, laid_out(call("keras.distribution.set_distribution", spread_over), 0)]
