"""Whatever the options and the input: the same shape and weights as Keras, or both refuse.

Where Keras builds a layer that then stops when it runs, the schema refuses; those cases are drawn around here and
shown in test_layers_that_stop_later.py.
"""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.vocabulary.oracle import Options, keras_says, schema_says

pytestmark = pytest.mark.keras

FEW = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))

FORMATS = st.sampled_from([None, "channels_last", "channels_first"])
Case = tuple[str, Options, tuple[int | None, ...]]


def sizes(low: int, high: int) -> st.SearchStrategy[int]:
    return st.integers(low, high)


def axis_sizes(low: int, high: int) -> st.SearchStrategy[int | None]:
    """Mostly known, now and then not."""
    return st.one_of(sizes(low, high), sizes(low, high), sizes(low, high), st.none())


def samples(high: int, least: int = 1) -> st.SearchStrategy[tuple[int | None, ...]]:
    """A shape of up to three axes, batch axis first."""
    return st.lists(axis_sizes(1, high), min_size=least, max_size=3).map(lambda axes: (None, *axes))


def per_axis(draw: Any, rank: int, low: int, high: int) -> Any:
    """A number for all axes or a list, as a file may say it."""
    one = sizes(low, high)
    return draw(st.one_of(one, st.lists(one, min_size=rank, max_size=rank)))


def shape_of(draw: Any, rank: int, channels: int | None, data_format: str | None) -> tuple[int | None, ...]:
    """Positions of 1 to 12, some unknown, with a batch axis; now and then with an axis too few."""
    least = draw(st.sampled_from([1, 7, 7, 7, 7]))
    positions = draw(st.lists(axis_sizes(least, 12), min_size=rank, max_size=rank))
    if draw(sizes(0, 19)) == 13:  # 0 would come far more often
        positions = positions[1:]
    return (None, channels, *positions) if data_format == "channels_first" else (None, *positions, channels)


def some(draw: Any, **drawn: st.SearchStrategy[Any]) -> Options:
    """Some of these options; the others are left out."""
    return {name: draw(values) for name, values in drawn.items() if draw(st.booleans())}


CHANNELS = st.sampled_from([1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, None])
"""Without them no kernel can be made."""


def windowed(draw: Any, rank: int) -> Options:
    options: Options = {"kernel_size": per_axis(draw, rank, 1, 4)}
    # Both above 1 is refused; drawn, but not mostly.
    strides, dilation = draw(st.sampled_from([(3, 1), (1, 3), (1, 1), (3, 1), (1, 3), (1, 1), (3, 3)]))
    if draw(st.booleans()):
        options["strides"] = per_axis(draw, rank, 1, strides)
    if draw(st.booleans()):
        options["dilation_rate"] = per_axis(draw, rank, 1, dilation)
    return options


@st.composite
def convolutions(draw: Any) -> Case:
    rank = draw(sizes(1, 3))
    channels = draw(st.sampled_from([1, 2, 3, 4, 6, 6, 6, 6, 6, 6, None]))
    options = windowed(draw, rank) | {"filters": draw(st.sampled_from([1, 2, 3, 6, 6, 6]))}
    paddings = ["valid", "same", "causal"] if rank == 1 else ["valid", "same"]
    options |= some(
        draw,
        padding=st.sampled_from(paddings),
        groups=st.sampled_from([1, 1, 1, 2, 3]),
        use_bias=st.booleans(),
        data_format=FORMATS,
        activation=st.sampled_from([None, "relu", "softmax"]),
    )
    return f"Conv{rank}D", options, shape_of(draw, rank, channels, options.get("data_format"))


@st.composite
def transposed(draw: Any) -> Case:
    rank = draw(sizes(1, 3))
    channels = draw(CHANNELS)
    options = windowed(draw, rank) | {"filters": draw(sizes(1, 4))}
    options |= some(draw, padding=st.sampled_from(["valid", "same"]), use_bias=st.booleans(), data_format=FORMATS)
    # 0 beside `same` and an even window stops when it runs: drawn only where the padding is valid.
    if options.get("padding") != "same" and draw(st.booleans()):
        # It has to be below the strides.
        options["output_padding"] = per_axis(draw, rank, 0, 3) if draw(sizes(0, 9)) == 7 else 0
    return f"Conv{rank}DTranspose", options, shape_of(draw, rank, channels, options.get("data_format"))


@st.composite
def per_channel(draw: Any) -> Case:
    rank, separable = draw(sizes(1, 2)), draw(st.booleans())
    channels = draw(CHANNELS)
    options: Options = {"kernel_size": per_axis(draw, rank, 1, 4)}
    options |= some(
        draw,
        strides=sizes(1, 3),
        padding=st.sampled_from(["valid", "same"]),
        depth_multiplier=sizes(1, 3),
        use_bias=st.booleans(),
        data_format=FORMATS,
    )
    if draw(st.booleans()):
        options["dilation_rate"] = per_axis(draw, rank, 1, 3)
    if separable:
        options["filters"] = draw(sizes(1, 4))
    name = f"SeparableConv{rank}D" if separable else f"DepthwiseConv{rank}D"
    return name, options, shape_of(draw, rank, channels, options.get("data_format"))


@st.composite
def pooling(draw: Any) -> Case:
    rank, kind = draw(sizes(1, 3)), draw(st.sampled_from(["Max", "Average"]))
    options: Options = {"pool_size": per_axis(draw, rank, 1, 4)}
    if draw(st.booleans()):
        options["strides"] = per_axis(draw, rank, 1, 3)
    options |= some(draw, padding=st.sampled_from(["valid", "same"]), data_format=FORMATS)
    channels = draw(axis_sizes(1, 4))
    return f"{kind}Pooling{rank}D", options, shape_of(draw, rank, channels, options.get("data_format"))


@st.composite
def whole_pooling(draw: Any) -> Case:
    rank, kind = draw(sizes(1, 3)), draw(st.sampled_from(["Max", "Average"]))
    channels = draw(axis_sizes(1, 4))
    options = some(draw, data_format=FORMATS)
    if draw(st.booleans()):
        options |= some(draw, keepdims=st.booleans())
        return f"Global{kind}Pooling{rank}D", options, shape_of(draw, rank, channels, options.get("data_format"))
    options["output_size"] = per_axis(draw, rank, 2, 9)
    shape = shape_of(draw, rank, channels, options.get("data_format"))
    # On another rank, and on an axis of 1 or to one, Keras' adaptive pooling builds and stops when it runs.
    shape = shape if len(shape) == rank + 2 else (None, *(3,) * (rank + 1))
    shape = tuple(2 if size == 1 else size for size in shape)
    return f"Adaptive{kind}Pooling{rank}D", options, shape


@st.composite
def normalization(draw: Any) -> Case:
    name = draw(st.sampled_from(["BatchNormalization", "LayerNormalization", "GroupNormalization"]))
    shape = draw(samples(6))
    if draw(sizes(0, 3)):  # the sizes of the axes it works on have to be known
        shape = (None, *(size or 4 for size in shape[1:]))
    axes = sizes(1, len(shape) - 1) if draw(sizes(0, 3)) else sizes(-len(shape), len(shape))
    options = some(draw, center=st.booleans(), scale=st.booleans(), axis=axes)
    if name == "BatchNormalization":
        options |= some(
            draw, renorm=st.booleans(), momentum=st.floats(0, 1, exclude_max=True), synchronized=st.booleans()
        )
    elif name == "GroupNormalization":
        options["groups"] = draw(st.sampled_from([-1, 1, 1, 2, 3]))
    elif draw(st.booleans()):
        options["axis"] = draw(st.lists(sizes(1, len(shape) - 1), min_size=1, unique=True))
    # Without gain and shift Keras asks for no sizes, and never looks at the axis before it runs.
    if name == "LayerNormalization" and not options.get("center", True) and not options.get("scale", True):
        del options["scale"]
    return name, options, shape


@st.composite
def last_axes(draw: Any) -> Case:
    shape = draw(samples(6))
    if draw(st.booleans()):
        return "UnitNormalization", some(draw, axis=sizes(-4, 4)), shape
    count = draw(sizes(1, len(shape) - 1))
    axes = list(range(-count, 0)) if draw(st.booleans()) else list(range(len(shape) - count, len(shape)))
    return "RMSNormalization", {"axis": axes[0] if count == 1 else draw(st.permutations(axes))}, shape


@st.composite
def margins(draw: Any) -> Case:
    rank, crops = draw(sizes(1, 3)), draw(st.booleans())
    pair = st.lists(sizes(0, 3), min_size=2, max_size=2)
    one = sizes(0, 3)
    many = pair if rank == 1 else st.lists(st.one_of(one, pair), min_size=rank, max_size=rank)
    name = f"Cropping{rank}D" if crops else f"ZeroPadding{rank}D"
    options: Options = {}
    if draw(st.booleans()):
        options["cropping" if crops else "padding"] = draw(st.one_of(one, many))
    if not (crops and rank == 1):
        options |= some(draw, data_format=FORMATS)
    channels = draw(axis_sizes(1, 4))
    return name, options, shape_of(draw, rank, channels, options.get("data_format"))


@st.composite
def upsampling(draw: Any) -> Case:
    rank = draw(sizes(1, 3))
    options: Options = {}
    if draw(st.booleans()):
        options["size"] = draw(sizes(1, 4)) if rank == 1 else per_axis(draw, rank, 1, 4)
    if rank > 1:
        options |= some(draw, data_format=FORMATS)
    if rank == 2:
        options |= some(draw, interpolation=st.sampled_from(["nearest", "bilinear", "bicubic", "lanczos3", "area"]))
    channels = draw(axis_sizes(1, 4))
    return f"UpSampling{rank}D", options, shape_of(draw, rank, channels, options.get("data_format"))


@st.composite
def reshaping(draw: Any) -> Case:
    shape = draw(samples(6))
    name = draw(st.sampled_from(["Flatten", "Reshape", "Permute", "RepeatVector"]))
    options: Options = {}
    if name == "Flatten":
        options = some(draw, data_format=FORMATS)
    elif name == "Permute":
        options["dims"] = draw(st.permutations(range(1, draw(sizes(1, 3)) + 1)))
    elif name == "RepeatVector":
        options["n"] = draw(sizes(1, 4))
    else:
        options["target_shape"] = target(draw, shape)
    return name, options, shape


def target(draw: Any, shape: tuple[int | None, ...]) -> list[int]:
    """Sizes that make about the same number of values as the shape has."""
    known = [size for size in shape[1:] if size is not None]
    wanted = list(draw(st.permutations(known)))
    if None in shape[1:]:
        # Without -1 Keras builds what can never fit, and stops when it runs.
        return [-1, *wanted]
    if draw(st.booleans()):
        wanted[draw(sizes(0, len(wanted) - 1))] = draw(st.sampled_from([-1, 2, 3]))
    if len(wanted) > 1 and draw(st.booleans()):
        wanted = [wanted[0] * wanted[1] if -1 not in wanted[:2] else -1, *wanted[2:]]
    return wanted


@st.composite
def dropping(draw: Any) -> Case:
    rank = draw(sizes(1, 3))
    name = draw(st.sampled_from(["Dropout", "GaussianDropout", "AlphaDropout", f"SpatialDropout{rank}D"]))
    options: Options = {"rate": draw(st.sampled_from([0, 0.25, 0.5, 0.9]))}
    options |= some(draw, seed=sizes(0, 2**32 - 1))
    if name in ("SpatialDropout2D", "SpatialDropout3D"):
        options |= some(draw, data_format=FORMATS)
    return name, options, shape_of(draw, rank, draw(axis_sizes(1, 4)), options.get("data_format"))


@st.composite
def activations(draw: Any) -> Case:
    shape = draw(samples(6))
    name = draw(st.sampled_from(["Activation", "ReLU", "LeakyReLU", "ELU", "PReLU", "Softmax"]))
    options: Options = {}
    if name == "Activation":
        options["activation"] = draw(st.sampled_from([None, "relu", "softmax", "tanh", "gelu"]))
    elif name == "ReLU":
        options = some(draw, max_value=st.one_of(st.none(), st.floats(0, 9)), negative_slope=st.floats(-1, 1))
    elif name == "LeakyReLU":
        options = some(draw, negative_slope=st.floats(-1, 1))
    elif name == "PReLU":
        axes = st.lists(sizes(1, len(shape)), min_size=1, unique=True)
        options = some(draw, shared_axes=st.one_of(st.none(), sizes(1, len(shape)), axes))
    elif name == "Softmax":
        options = some(draw, axis=sizes(-len(shape), len(shape) - 1))
    return name, options, shape


@st.composite
def looked_up(draw: Any) -> Case:
    shape = draw(samples(6, least=0))
    name = draw(st.sampled_from(["Dense", "Embedding", "ReversibleEmbedding", "Identity", "Masking"]))
    options: Options = {}
    if name == "Dense":
        options = {"units": draw(sizes(1, 5))} | some(
            draw,
            use_bias=st.booleans(),
            lora_rank=sizes(1, 3),
            lora_alpha=st.floats(0.5, 2),
            kernel_constraint=st.sampled_from([None, "non_neg"]),
        )
    elif name != "Identity" and name != "Masking":
        options = {"input_dim": draw(sizes(1, 5)), "output_dim": draw(sizes(1, 5))} | some(
            draw, mask_zero=st.booleans()
        )
        if name == "Embedding":
            options |= some(draw, lora_rank=sizes(1, 3), embeddings_constraint=st.sampled_from([None, "non_neg"]))
        else:
            options |= some(draw, tie_weights=st.booleans(), reverse_dtype=st.sampled_from([None, "float32"]))
    return name, options, shape


EQUATIONS = [
    "ab,bc->ac",
    "abc,cd->abd",
    "abc,cde->abde",
    "abc,bcd->ad",
    "abc,bcd->abd",
    "abc,cd->adb",
    "abc,dc->abd",
    "...x,xy->...y",
    "ab...,bc->ac...",
    "...xy,yz->...xz",
    "abcd,cde->abe",
    "abb,bc->ac",
    "abc,c->ab",
    "...x,x->...x",
]

# A kernel axis that nothing names, a kernel axis along the batch.
NO_EQUATIONS = ["ab,bc->ab", "abc,acd->abd"]


@st.composite
def einsum(draw: Any) -> Case:
    equation = draw(st.sampled_from(EQUATIONS if draw(sizes(0, 9)) else NO_EQUATIONS))
    shape = (None, *draw(st.lists(axis_sizes(2, 3), min_size=1, max_size=3)))
    left, right = equation.split("->")
    inputs, outputs = left.split(",")[0], right.replace(".", "")
    rest, letters = "..." in equation, inputs.replace(".", "")
    # Keras builds other ranks and lengths too, with a shape that is not the one that comes out; nor does it keep the
    # order of the axes that `...` stands for where those are several.
    if len(shape) < len(letters) or (not rest and len(shape) > len(letters)):
        shape = (None, *(3,) * (len(letters) - 1))
    if equation.startswith("...") and len(shape) - len(letters) > 2:
        shape = shape[:3]
    fitting = {letter: draw(sizes(2, 4)) for letter in letters}
    is_likely = draw(sizes(0, 9)) > 0
    if is_likely:
        axes = [fitting[letter] for letter in letters]
        batch = 0 if equation.startswith("...") and len(shape) > len(letters) else 1
        others = [3] * (len(shape) - len(letters) - (1 - batch))
        shape = (None, *others, *axes[batch:]) if equation.startswith("...") else (None, *axes[1:], *others)
    more = len(shape) - len(letters)
    count = len(outputs) if equation.startswith("...") and more > 0 else len(outputs) - 1
    options: Options = {
        "equation": equation,
        "output_shape": draw(st.lists(st.one_of(sizes(2, 4), st.none()), min_size=count, max_size=count)),
    }
    if is_likely:
        wanted = [fitting.get(letter, 3) for letter in outputs][len(outputs) - count :]
        options["output_shape"] = [None if draw(sizes(0, 19)) == 13 else size for size in wanted]
    if count == 1 and draw(st.booleans()):
        options["output_shape"] = options["output_shape"][0] or 3
    axes_of_bias = [None, *outputs[-count:], *outputs[-count:], "z"]
    options |= some(draw, lora_rank=sizes(1, 2), bias_axes=st.sampled_from(axes_of_bias))
    return "EinsumDense", options, shape


FAMILIES = {
    "convolutions": convolutions(),
    "transposed": transposed(),
    "per channel": per_channel(),
    "pooling": pooling(),
    "whole pooling": whole_pooling(),
    "normalization": normalization(),
    "last axes": last_axes(),
    "margins": margins(),
    "upsampling": upsampling(),
    "reshaping": reshaping(),
    "dropping": dropping(),
    "activations": activations(),
    "core": looked_up(),
    "einsum": einsum(),
}


def compare(family: str, how: settings) -> None:
    taken: list[bool] = []

    @how
    @given(FAMILIES[family])
    def check(case: Case) -> None:
        name, options, shape = case
        ours, theirs = schema_says(name, options, shape), keras_says(name, options, shape)
        taken.append(theirs is not None)
        assert ours == theirs

    check()
    assert sum(taken) >= len(taken) / 2, f"Keras builds {sum(taken)} of the {len(taken)} that are drawn"


@pytest.mark.parametrize("family", FAMILIES)
def test_same_as_keras_or_both_refuse(family: str) -> None:
    compare(family, FEW)


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_same_as_keras_or_both_refuse_many_times(family: str) -> None:
    compare(family, MANY)
