"""Where a mask ends: what NB603 asks of a layer is what Keras does with a mask that comes in."""

import pytest

from netbuilder.pipeline import Session
from netbuilder.source.edit import apply
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import Preprocessing, Recurrent
from netbuilder.vocabulary.base.registry import find, names
from netbuilder.vocabulary.base.shapes import ShapeError
from tests.vocabulary.built import keras_layer


def on_steps() -> list[tuple[str, tuple[int, ...]]]:
    """The layers that take vectors of every step and neither use a mask nor read numbers of words, with a sample."""
    found: list[tuple[str, tuple[int, ...]]] = []
    for name in names("layer"):
        cls = layer_class(name)
        if (
            cls.is_container
            or issubclass(cls, Recurrent | Preprocessing)
            or cls.uses_mask
            or cls.input_dtype != "float32"
        ):
            continue
        shape = tuple(size or 1 for size in cls.example_input)
        shape = shape if len(shape) > 1 else (6, *shape)
        try:
            cls.model_validate(cls.example).output_shape((None, *shape))
        except ShapeError:
            continue
        # Keras' Softmax stops at the mask of a sequence: it wants one for every value.
        if len(shape) == 2 and not cls.stops_at_mask:
            found.append((name, shape))
    return found


def layer_class(name: str) -> type[Layer]:
    cls = find("layer", name)
    assert cls is not None
    assert issubclass(cls, Layer)
    return cls


@pytest.mark.keras
@pytest.mark.filterwarnings("ignore:.*mask.*:UserWarning")
@pytest.mark.parametrize(("name", "shape"), on_steps())
def test_a_mask_goes_through_or_ends_as_keras_says(name: str, shape: tuple[int, ...]) -> None:
    import numpy as np
    from keras.layers import Masking

    steps = np.ones((2, *shape), "float32")
    steps[:, -1] = 0
    out = keras_layer(name, layer_class(name).example)(Masking()(steps))
    assert (getattr(out, "_keras_mask", None) is None) is layer_class(name).drops_mask


@pytest.mark.keras
def test_softmax_stops_at_the_mask_of_steps_and_activation_does_not() -> None:
    import keras
    import numpy as np
    from keras.layers import Activation, Embedding, Softmax

    numbers = np.array([[1, 2, 0], [3, 0, 0]])
    model = keras.Sequential([keras.Input((3,), dtype="int32"), Embedding(5, 4, mask_zero=True), Softmax()])
    with pytest.raises(ValueError, match="Softmax"):
        model.predict(numbers, verbose=0)
    model = keras.Sequential([*model.layers[:-1], Activation("softmax")])
    assert np.allclose(model.predict(numbers, verbose=0).sum(-1), 1)


def test_the_fix_of_a_softmax_behind_a_mask() -> None:
    text = "input: [9]\nlayers: [Embedding: {input_dim: 9, output_dim: 4, mask_zero: true}, Softmax: {axis: 1}]\n"
    report = Session(text, "net.yaml").report
    [error] = report.errors
    assert error.code == "NB603"
    mended = apply(text, report.diagnostics, unsafe=True)
    assert "Activation: {activation: {softmax: {axis: 1}}}" in mended
    assert not Session(mended, "net.yaml").report.errors
