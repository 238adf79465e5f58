"""Networks over the whole vocabulary: odd options, wrappers, chains, in all precisions and input dtypes."""

from functools import cache
from random import Random
from typing import Any

from netbuilder.graph import resolve
from netbuilder.parse import parse
from netbuilder.pipeline import Session
from netbuilder.source import read
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.registry import every, find
from netbuilder.vocabulary.base.shapes import Shape, ShapeError, UnknownShape
from tests.differential.odd_values import is_taken, named, options_of
from tests.fuzz.texts import as_yaml

Network = dict[str, Any]

SHAPES: tuple[tuple[int | None, ...], ...] = (
    (8,),
    (1,),
    (6, 4),
    (None, 4),
    (8, 8, 3),
    (3, 8, 8),
    (4, 6, 6, 2),
    (2, 4, 4, 4, 3),
    (),
)
PRECISIONS = ("mixed_float16", "mixed_bfloat16", "float16", "bfloat16", "float64")
INPUTS = ("int32", "int64", "uint8", "bool", "float16", "float64")
LOSSES = ("mse", "mae", "huber", "log_cosh")
WRAPPERS = ("TimeDistributed", "Bidirectional", "SpectralNormalization")
_HOLES = ("Sequential", "repeat", *WRAPPERS)


@cache
def plain_layers() -> tuple[type[Layer], ...]:
    """Every layer that holds no others."""
    classes = [cls for cls in every("layer") if issubclass(cls, Layer) and cls.__name__ not in _HOLES]
    return tuple(sorted(classes, key=lambda cls: cls.__name__))


def network(seed: int) -> Network:
    """The network of a number; of those that are refused half are drawn once more."""
    draw = Random(seed)
    drawn = _network(draw)
    return _network(draw) if draw.random() < 0.5 and _is_refused(drawn) else drawn


def _is_refused(drawn: Network) -> bool:
    return bool(Session(as_yaml(drawn), "network.yaml").report.errors)


def _network(draw: Random) -> Network:
    drawn: Network = {"seed": draw.randint(0, 9)}
    first, shape = _first(draw)
    dtype = draw.choice(INPUTS) if draw.random() < 0.15 else first.input_dtype
    drawn["input"] = {"shape": list(shape), "dtype": dtype}
    if any(name.startswith("batch") or name == "stateful" for name in first.model_fields) and draw.random() < 0.5:
        drawn["input"]["batch_size"] = 2
    layers = [_layer(draw, first, 4)]
    if draw.random() < 0.5:
        layers += _chain(draw, layers[0], (None, *shape))
    if draw.random() < 0.4:
        layers += draw.choice((["Flatten"], [{"Dense": {"units": 3}}], ["Flatten", {"Dense": {"units": 2}}]))
    drawn["layers"] = layers
    if draw.random() < 0.9 and _learns(drawn):
        optimizer = draw.choice(("sgd", "adam", named(draw, "optimizer", 1)))
        drawn["compile"] = {"optimizer": optimizer, "loss": draw.choice(LOSSES)}
    if draw.random() < 0.45:
        drawn["runtime"] = {"precision": draw.choice(PRECISIONS)}
    if draw.random() < 0.3:
        drawn["initializers"] = "keras"
    return drawn


def _learns(drawn: Network) -> bool:
    """Whether there is anything to train: without it `compile` is refused."""
    return any(call.trains for call in resolve(parse(read(as_yaml(drawn).decode(), "network.yaml"))).calls)


def _first(draw: Random) -> tuple[type[Layer], tuple[int | None, ...]]:
    cls = draw.choice(plain_layers())
    fitting = [shape for shape in (*SHAPES, cls.example_input) if _behind(cls, cls.example, (None, *shape))]
    return cls, draw.choice(fitting) if fitting else cls.example_input


def _layer(draw: Random, cls: type[Layer], most: int) -> Any:
    options = options_of(draw, cls, most)
    if "cell" in options and draw.random() < 0.7:
        options["cell"] = [named(draw, "cell", 1) for _ in range(draw.randint(1, 2))]
    layer: Any = {cls.__name__: options} if options else cls.__name__
    if draw.random() < 0.15:
        name = draw.choice(WRAPPERS)
        wrapper = find("layer", name)
        inner = _in_a_list(draw, layer) if draw.random() < 0.2 else layer
        wrapped = {"layer": inner if isinstance(inner, dict) else {inner: {}}}
        if wrapper is not None and is_taken(wrapper, wrapped):
            return {name: wrapped}
    return _in_a_list(draw, layer) if draw.random() < 0.06 else layer


def _in_a_list(draw: Random, layer: Any) -> Any:
    """A layer inside a model of its own, twice or beside another."""
    repeat = {"repeat": {"times": 2, "layers": [layer]}}
    return {"Sequential": {"layers": draw.choice(([layer], [repeat], [layer, "Identity"], ["Identity", layer]))}}


def _chain(draw: Random, first: Any, shape: Shape) -> list[Any]:
    """Up to four layers more, each fitting on what comes before it."""
    layers: list[Any] = []
    current = _output(first, shape)
    for _ in range(draw.randint(1, 4)):
        for _ in range(12):
            if current is None:
                return layers
            cls = draw.choice(plain_layers())
            if _behind(cls, cls.example, current) is None:
                continue
            layer = _layer(draw, cls, 2)
            after = _output(layer, current)
            if after is not None:
                layers.append(layer)
                current = after
                break
    return layers


def _output(layer: Any, shape: Shape) -> Shape | None:
    [(name, options)] = layer.items() if isinstance(layer, dict) else [(layer, {})]
    cls = find("layer", name)
    assert cls is not None
    assert issubclass(cls, Layer)
    return _behind(cls, options, shape)


def _behind(cls: type[Layer], options: dict[str, Any], shape: Shape) -> Shape | None:
    """The shape behind a layer; None where it does not take that one."""
    try:
        layer = cls.model_validate(options)
        after = layer.output_shape(shape)
        layer.weights(shape)
    except (ShapeError, UnknownShape, ValueError):
        return None
    return after
