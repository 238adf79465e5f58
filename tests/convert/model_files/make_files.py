"""Writes `files/`: small models saved by the libraries of their time.

    python make_files.py tf_keras     needs tf_keras 2.21 beside TensorFlow
    python make_files.py keras3       needs Keras 3.3.3 beside TensorFlow
    python make_files.py nested       needs tf_keras 2.21 beside TensorFlow 2.21 and Keras 3.15
    python make_files.py saved_model  needs TensorFlow 2.3.4, and so Python 3.8
    KERAS_BACKEND=tensorflow python make_files.py keras1   needs Keras 1.2.2 beside TensorFlow 1.15, Python 3.7
    KERAS_BACKEND=theano python make_files.py keras1       needs Keras 1.2.2 beside Theano 1.0.5
    KERAS_BACKEND=theano python make_files.py keras2       needs Keras 2.2.4 beside Theano 1.0.5
    node make_files.mjs               needs @tensorflow/tfjs

The architectures of Keras 0.3, 1 and 2 without weights stand in `files/` as written by hand from their sources.
"""

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import numpy

FILES = Path(__file__).parent / "files"


def convolutional(keras: Any) -> list[Any]:
    layers, regularizers = keras.layers, keras.regularizers
    return [
        layers.Conv2D(4, 3, padding="same", kernel_regularizer=regularizers.L2(0.001)),
        layers.BatchNormalization(),
        layers.Activation("relu"),
        layers.MaxPooling2D(2),
        layers.DepthwiseConv2D(3, activation="relu"),
        layers.Dropout(0.25),
        layers.Flatten(),
        layers.Dense(3),
        layers.Activation("softmax"),
    ]


def recurrent(keras: Any) -> list[Any]:
    layers = keras.layers
    return [
        layers.Embedding(20, 4),
        layers.Bidirectional(layers.LSTM(3, return_sequences=True)),
        layers.GRU(2, recurrent_activation="hard_sigmoid"),
        layers.Dense(1, activation="sigmoid"),
    ]


def compiled(keras: Any, layers: list[Any], shape: tuple[int, ...], **options: Any) -> Any:
    model = keras.Sequential([keras.Input(shape), *layers])
    model.compile(**options)
    return model


def remember(keras: Any, *names: str) -> None:
    """What the models of some files predict, beside them: `predictions/NAME.json`."""
    for name in names:
        model = keras.models.load_model(FILES / name, compile=False)
        size = 64 if "cnn" in name else 6
        inputs = numpy.arange(2 * size) / size if "cnn" in name else numpy.arange(2 * size) % 20
        outputs = numpy.asarray(model(inputs.reshape((2, *model.input_shape[1:]))))
        predictions = FILES.parent / "predictions" / f"{name}.json"
        predictions.parent.mkdir(exist_ok=True)
        predictions.write_text(json.dumps(outputs.tolist()) + "\n")


def tf_keras() -> None:
    os.environ["TF_USE_LEGACY_KERAS"] = "1"
    import tf_keras as keras

    keras.utils.set_random_seed(1)
    maps = compiled(
        keras,
        convolutional(keras),
        (8, 8, 1),
        optimizer=keras.optimizers.Adam(0.002),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    steps = compiled(keras, recurrent(keras), (6,), optimizer="rmsprop", loss="binary_crossentropy", metrics=["acc"])
    (FILES / "tf_keras_cnn.json").write_text(maps.to_json())
    maps.save(FILES / "tf_keras_cnn.h5")
    steps.save(FILES / "tf_keras_rnn.keras")
    inputs = keras.Input((5,))
    outputs = keras.layers.Dense(2, name="score")(keras.layers.LeakyReLU(0.1)(keras.layers.Dense(4)(inputs)))
    (FILES / "tf_keras_functional.json").write_text(keras.Model(inputs, outputs).to_json())
    folder = FILES / "saved"
    steps.save(folder, save_format="tf")
    shutil.copy(folder / "keras_metadata.pb", FILES / "tf_keras_rnn.pb")
    shutil.rmtree(folder)
    remember(keras, "tf_keras_cnn.h5", "tf_keras_rnn.keras")


def keras3() -> None:
    import keras

    keras.utils.set_random_seed(1)
    maps = compiled(
        keras,
        convolutional(keras),
        (8, 8, 1),
        optimizer=keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.1, 100, 0.9), momentum=0.9),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    steps = compiled(keras, recurrent(keras), (6,), optimizer="adam", loss="binary_crossentropy")
    maps.save(FILES / "keras_3_cnn.keras")
    steps.save(FILES / "keras_3_rnn.h5")
    (FILES / "keras_3_rnn.json").write_text(steps.to_json())
    inputs = keras.Input((5,))
    joined = keras.layers.Add()([keras.layers.Dense(4, name="left")(inputs), keras.layers.Dense(4)(inputs)])
    (FILES / "keras_3_branching.json").write_text(keras.Model(inputs, joined).to_json())
    remember(keras, "keras_3_cnn.keras", "keras_3_rnn.h5")


def filled(name: str, model: Any) -> None:
    """Save a model with weights that are all different, and what it predicts."""
    numpy.random.seed(1)
    weights = [numpy.random.uniform(0.1, 0.6, weight.shape) for weight in model.get_weights()]
    model.set_weights([-weight if weight.ndim > 1 and index % 3 else weight for index, weight in enumerate(weights)])
    model.compile("sgd", "mse")
    model.save(str(FILES / name))
    size = int(numpy.prod(model.input_shape[1:]))
    inputs = numpy.arange(2 * size).reshape((2, *model.input_shape[1:])) % 10 / 10
    predictions = FILES.parent / "predictions" / (name + ".json")
    predictions.write_text(json.dumps(numpy.asarray(model.predict(inputs)).tolist()) + "\n")


def keras1() -> None:
    import keras
    from keras import layers

    if keras.backend.backend() == "theano":
        convolution = {"dim_ordering": "th"}
        maps = [
            layers.Convolution2D(3, 3, 2, activation="relu", input_shape=(2, 9, 8), **convolution),
            layers.MaxPooling2D(**convolution),
            layers.Flatten(),
            layers.Dense(2, activation="softmax"),
        ]
        filled("keras_1_theano.h5", keras.models.Sequential(maps))
        return
    steps = [
        layers.Convolution1D(3, 2, activation="relu", input_shape=(6, 2)),
        layers.Bidirectional(layers.LSTM(3, return_sequences=True, inner_activation="sigmoid")),
        layers.GRU(3, inner_activation="sigmoid", return_sequences=True),
        layers.LSTM(2, inner_activation="sigmoid", consume_less="gpu"),
        keras.models.Sequential([layers.Dense(4, input_shape=(2,)), layers.BatchNormalization()]),
        layers.Dense(2),
    ]
    filled("keras_1_rnn.h5", keras.models.Sequential(steps))


def keras2() -> None:
    import keras
    from keras import layers

    maps = [
        layers.Conv2D(3, (3, 2), data_format="channels_first", activation="relu", input_shape=(2, 9, 8)),
        layers.Conv2DTranspose(2, (2, 3), data_format="channels_first"),
        layers.Flatten(),
        layers.Dense(2),
    ]
    filled("keras_2_theano.h5", keras.models.Sequential(maps))


def saved_model() -> None:
    import tensorflow

    keras = tensorflow.keras
    layers = [keras.layers.Dense(4, activation="relu"), keras.layers.BatchNormalization(), keras.layers.Dense(2)]
    model = compiled(keras, layers, (6,), optimizer="adam", loss="mse")
    folder = FILES / "saved"
    model.save(folder, save_format="tf")
    shutil.copy(folder / "saved_model.pb", FILES / "tensorflow_2_3.pb")
    shutil.rmtree(folder)


def nested() -> None:
    os.environ["TF_USE_LEGACY_KERAS"] = "1"
    import keras
    import tf_keras

    for library, name in ((tf_keras, "tf_keras_nested.h5"), (keras, "keras_3_nested.keras")):
        layers = library.layers
        inner = [layers.Conv2D(3, 3), layers.BatchNormalization(), library.Sequential([layers.Conv2D(2, 2)])]
        inputs = library.Input((3,))
        score = library.Model(inputs, layers.BatchNormalization()(layers.Dense(4)(inputs)))
        outer = [library.Input((8, 8, 1)), library.Sequential(inner), layers.Flatten(), layers.Dense(3), score]
        filled(name, library.Sequential([*outer, layers.Dense(2)]))


if __name__ == "__main__":
    globals()[sys.argv[1]]()
