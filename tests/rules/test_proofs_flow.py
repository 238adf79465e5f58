"""What NB105, NB109, NB110, NB401 and NB510 say of what flows between layers, shown with Keras itself."""

from typing import Any

import pytest

pytestmark = pytest.mark.keras


def noise(*shape: int) -> Any:
    import numpy as np

    return np.random.default_rng(0).normal(size=shape).astype("float32")


def fitted(model: Any, x: Any, y: Any, loss: str, epochs: int = 40) -> float:
    """The loss at the end of training with Adam."""
    import keras

    model.compile(keras.optimizers.Adam(0.01), loss)
    return float(model.fit(x, y, epochs=epochs, verbose=0).history["loss"][-1])


def dense(*layers: Any, shape: tuple[int, ...]) -> Any:
    import keras

    return keras.Sequential([keras.Input(shape), *layers])


@pytest.mark.slow
def test_nb105_one_position_too_many_learns_nothing_and_the_vector_does() -> None:
    from keras.layers import Dense, Flatten

    x = noise(256, 1, 4)
    y = (x[:, 0] @ noise(4, 2)).astype("float32")
    row = dense(Dense(16, activation="relu"), Dense(2), shape=(1, 4))
    vector = dense(Flatten(), Dense(16, activation="relu"), Dense(2), shape=(1, 4))
    assert fitted(row, x, y, "mse") > 0.9 * y.var()
    assert fitted(vector, x, y, "mse") < 0.1 * y.var()


def test_nb105_class_numbers_stop_at_one_position_too_many() -> None:
    import numpy as np
    from keras.layers import Dense

    for labels, fits in ((np.zeros(8), False), (np.zeros((8, 1)), True)):  # one a row fits
        model = dense(Dense(3, activation="softmax"), shape=(1, 4))
        model.compile("adam", "sparse_categorical_crossentropy")
        if fits:
            model.fit(noise(8, 1, 4), labels, verbose=0)
        else:
            with pytest.raises(ValueError, match="shape"):
                model.fit(noise(8, 1, 4), labels, verbose=0)


def test_nb110_keras_stops_at_the_first_number_beyond_the_table() -> None:
    import numpy as np
    from keras.layers import Discretization, Embedding

    for size, fits in ((3, False), (4, True)):
        small = dense(Discretization([0.0, 1.0, 2.0]), Embedding(size, 2), shape=(1,))
        if fits:
            small.predict(np.array([[9.0]]), verbose=0)
        else:
            with pytest.raises(Exception, match=r"not in \[0, 3\)"):
                small.predict(np.array([[9.0]]), verbose=0)


def test_nb401_a_linear_recurrence_is_one_linear_map() -> None:
    import numpy as np
    from keras.layers import Bidirectional, Conv1D, Dense, SimpleRNN

    def linear() -> SimpleRNN:
        return SimpleRNN(8, activation="linear")

    for layers in ((linear(), Dense(1)), (Bidirectional(linear()), Dense(1)), (Conv1D(8, 3), linear())):
        model = dense(*layers, shape=(10, 1))
        first, second = noise(16, 10, 1), noise(16, 10, 1)[::-1]
        together = np.asarray(model(first + second))
        assert np.allclose(together, np.asarray(model(first)) + np.asarray(model(second)), atol=1e-4)
    bent = dense(SimpleRNN(8), Dense(1), shape=(10, 1))
    assert not np.allclose(
        np.asarray(bent(first + second)), np.asarray(bent(first)) + np.asarray(bent(second)), atol=1e-2
    )


def test_nb510_nothing_passes_the_normalization_of_a_single_value() -> None:
    import numpy as np
    from keras.layers import GroupNormalization, LayerNormalization, RMSNormalization, UnitNormalization

    series, vectors = noise(8, 50, 1), noise(8, 6)
    assert np.abs(np.asarray(LayerNormalization()(series))).max() < 1e-6
    assert np.abs(np.asarray(LayerNormalization(axis=[1, 2])(series))).max() > 1
    assert np.abs(np.asarray(GroupNormalization(-1)(vectors))).max() < 1e-6
    assert np.abs(np.asarray(GroupNormalization(2)(vectors))).max() > 1
    for layer in (RMSNormalization(), UnitNormalization()):
        assert np.allclose(
            np.asarray(layer(series))[np.abs(series) > 0.1], np.sign(series)[np.abs(series) > 0.1], atol=1e-2
        )


def test_nb510_the_cosine_of_one_number_has_no_slope() -> None:
    import keras
    import tensorflow as tf

    y, prediction = tf.constant(noise(64, 1)), tf.Variable(noise(64, 1)[::-1])
    with tf.GradientTape() as tape:
        loss = keras.losses.cosine_similarity(y, prediction)
    slope = tape.gradient(loss, prediction)
    assert float(tf.reduce_max(tf.abs(slope))) < 1e-3


def test_nb606_what_is_not_adapted_stops_or_does_nothing() -> None:
    import keras
    import tensorflow as tf

    from netbuilder.engine.objects import ObjectFactory
    from netbuilder.vocabulary.base.layer_roles import Adaptable
    from netbuilder.vocabulary.base.registry import every

    own = {"Discretization": {"num_bins": 3}, "TextVectorization": {"output_sequence_length": 3}}
    for cls in every("layer"):
        if issubclass(cls, Adaptable):
            node = cls.model_validate(own.get(cls.__name__, {}))
            layer = ObjectFactory(keras).node(node)
            shape = (2, *cls.example_input)
            x = tf.fill(shape, "a") if node.input_dtype == "string" else tf.cast(tf.ones(shape), node.input_dtype)
            if cls.stops_unadapted:
                with pytest.raises((ValueError, RuntimeError, tf.errors.FailedPreconditionError)):
                    layer(x)
            else:
                assert layer(x).numpy().tolist() == x.numpy().tolist()


def test_nb111_random_crop_crops_in_training_only_and_center_crop_mends_it() -> None:
    from keras import Sequential
    from keras.layers import CenterCrop, Dense, Flatten, RandomCrop, TimeDistributed

    images = noise(4, 12, 12, 3)
    bare = dense(RandomCrop(8, 8), Flatten(), Dense(2), shape=(12, 12, 3))
    assert bare(images, training=True).shape == (4, 2)
    with pytest.raises(ValueError, match=r"incompatible|expected"):
        bare(images, training=False)
    mended = dense(RandomCrop(8, 8), CenterCrop(8, 8), Flatten(), Dense(2), shape=(12, 12, 3))
    assert mended(images, training=True).shape == mended(images, training=False).shape == (4, 2)
    crop = TimeDistributed(RandomCrop(8, 8))
    for layers in ([crop], [Sequential([crop])]):
        steps = dense(*layers, shape=(2, 12, 12, 3))
        assert steps.output_shape == (None, 2, 8, 8, 3)
        assert steps.predict(noise(4, 2, 12, 12, 3), verbose=0).shape == (4, 2, 12, 12, 3)
