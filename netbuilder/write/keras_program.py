"""Plan -> the plain Keras program that makes the same model, to read, to keep, or to hand in."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from netbuilder.chain.unroll import count
from netbuilder.draft import DraftLayer
from netbuilder.resolve import Plan, Planned
from netbuilder.resolve.names import Namer, automatic_name
from netbuilder.schema.layers.containers import repeat
from netbuilder.schema.network import Compile
from netbuilder.schema.node import Node
from netbuilder.write.keras_calls import Caller, Options, loop_variables
from netbuilder.write.python_text import WIDTH, Expression, call, collection, flat, laid_out, literal, quoted

DEEP = 900
"""From this many layers on Keras needs a higher recursion limit."""


class _Loop(NamedTuple):
    """A `repeat` of the network, its rounds written one by one."""

    rounds: "list[list[Expression | _Loop]]"


_Part = Expression | _Loop


def program(plan: Plan) -> str:
    """The program of a plan; with the network's seed in it if it has one, then the weights are the same too."""
    caller = Caller()
    entry = _input(plan)
    parts = [entry, *_parts(caller, plan.chain.draft.layers, iter(plan.layers))]
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
    body += _vectors(plan.layers, "model", indent)
    return "\n\n".join([*_imports(caller, plan), *_settings(plan), "\n".join(body)]) + "\n"


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


def _parts(caller: Caller, entries: Sequence[DraftLayer], planned: Iterator[Planned]) -> list[_Part]:
    """The layers in the order of the network; a repeat as a loop where all its rounds read the same."""
    found: list[_Part] = []
    for entry in entries:
        if not isinstance(entry.node, repeat) or entry.inner is None:
            found.append(caller.layer(next(planned)))
            continue
        times = entry.node.times if count(entry.inner) else 0
        loop = _Loop([_parts(caller, entry.inner, planned) for _ in range(times)])
        if times > 1 and len({_reads(parts) for parts in loop.rounds}) == 1:
            found.append(loop)
        else:
            found += _unrolled([loop])
    return found


def _reads(parts: Sequence[_Part]) -> str:
    """What some parts read like inside a loop, to compare rounds."""
    shown = [
        f"{len(part.rounds)} times {_reads(part.rounds[0])}" if isinstance(part, _Loop) else flat(part, looped=True)
        for part in parts
    ]
    return "\n".join(shown)


def _unrolled(parts: Sequence[_Part]) -> Iterator[Expression]:
    for part in parts:
        if isinstance(part, _Loop):
            for inner in part.rounds:
                yield from _unrolled(inner)
        else:
            yield part


def _model(parts: Sequence[_Part], named: Options, indent: int) -> list[str]:
    """The statements that make the model: one, or with loops a list that grows."""
    if not any(isinstance(part, _Loop) for part in parts):
        layers = collection("[", _unrolled(parts), "]")
        return [laid_out(call("keras.Sequential", layers, **named), indent, "model = ")]
    made = list(_growing(parts, indent, 0, "layers = "))
    return [*made, laid_out(call("keras.Sequential", "layers", **named), indent, "model = ")]


def _growing(parts: Sequence[_Part], indent: int, depth: int, before: str) -> Iterator[str]:
    """A list of layers, and the loops that add to it."""
    for is_loop, group in groupby(parts, lambda part: isinstance(part, _Loop)):
        if not is_loop:
            yield laid_out(collection("[", _unrolled(list(group)), "]"), indent, before, looped=depth > 0)
            before = "layers += "
            continue
        for loop in group:
            assert isinstance(loop, _Loop)
            inside = list(_growing(loop.rounds[0], indent + 4, depth + 1, "layers += "))
            variable = loop_variables(depth + 1)[depth]
            if f"{{{variable}}}" not in "".join(inside):
                variable = "_"
            yield f"{' ' * indent}for {variable} in range({len(loop.rounds)}):"
            yield from inside


def _compile_options(caller: Caller, plan: Plan, compile_: Compile) -> Options:
    options: Options = {}
    for option in type(compile_).option_names():
        if option not in compile_.written:
            continue
        value = getattr(compile_, option)
        if isinstance(value, Node):
            options[option] = caller.node(value)
        elif isinstance(value, tuple):
            items = [caller.node(one) if isinstance(one, Node) else literal(one) for one in value]
            options[option] = collection("[", items, "]")
        else:
            options[option] = literal(value)
    if plan.runtime.jit_compile is not None:
        options.setdefault("jit_compile", literal(plan.runtime.jit_compile))
    return options


def _vectors(layers: Sequence[Planned], parent: str, indent: int) -> list[str]:
    """SpectralNormalization takes no seed for the vector that it draws; it is drawn again with one."""
    margin = " " * indent
    found = []
    for index, planned in enumerate(layers):
        here = f"{parent}.layers[{index}]"
        if planned.inner is not None:
            found += _vectors(planned.inner, here, indent)
        for role, seed in planned.seeds.items():
            if role.rpartition(".")[2] == "vector_u":
                drawn = call("keras.initializers.TruncatedNormal", stddev="0.02", seed=literal(seed))
                found.append(f"{margin}vector = {here}.{role}")
                found.append(laid_out(drawn, indent, "initializer = "))
                found.append(f"{margin}vector.assign(initializer(vector.shape, dtype=vector.dtype))")
    return found


def _imports(caller: Caller, plan: Plan) -> list[str]:
    """The blocks of imports: Python's own, then all others."""
    others = ["import keras"]
    if plan.runtime.strategy == "mirrored" or plan.runtime.deterministic or plan.runtime.memory_growth:
        others.append("import tensorflow as tf")
    modules: dict[str, set[str]] = {}
    for module, name in caller.imports:
        modules.setdefault(module, set()).add(name)
    others += [_import(module, sorted(modules[module])) for module in sorted(modules)]
    standard = ["import sys"] if plan.chain.layer_count >= DEEP else []
    return ["\n".join(block) for block in (standard, others) if block]


def _import(module: str, names: Sequence[str]) -> str:
    line = f"from {module} import {', '.join(names)}"
    return line if len(line) <= WIDTH else laid_out(collection("(", names, ")"), 0, f"from {module} import ")


def _settings(plan: Plan) -> list[str]:
    """The lines before the model that set what is one for the whole process."""
    found = []
    if plan.chain.layer_count >= DEEP:
        found.append("# Keras walks a model with one Python frame a layer, when it opens the file too.")
        found.append(f"sys.setrecursionlimit({20 * plan.chain.layer_count + 5000})")
    if plan.runtime.memory_growth:
        found.append('for gpu in tf.config.list_physical_devices("GPU"):')
        found.append("    tf.config.experimental.set_memory_growth(gpu, True)")
    if plan.runtime.deterministic:
        found.append("tf.config.experimental.enable_op_determinism()")
    if plan.runtime.precision != "float32":
        found.append(f'keras.config.set_dtype_policy("{plan.runtime.precision}")')
    return ["\n".join(found)] if found else []


def _contexts(plan: Plan) -> list[str]:
    """What the model is made inside of."""
    if plan.runtime.strategy == "mirrored":
        return ["tf.distribute.MirroredStrategy().scope()"]
    return [f'keras.device("{plan.runtime.device}")'] if plan.runtime.device != "auto" else []
