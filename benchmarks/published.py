"""Architectures that others have published, imported and built again: `python -m benchmarks.published [FOLDER]`.

Takes every architecture of keras.applications, in several sizes, and those for time series of the packages `aeon` and
`sktime`, where FOLDER holds them (`pip install --target FOLDER aeon sktime`). Nothing is downloaded, and no weights are
made. A model that is one path of Keras' own layers has to come in with Keras' own count of parameters, be built again
from the text, and give the same network; one that branches has to be refused.

With Keras 3.15, aeon 1.6.0 and sktime 1.2.0: 37 of 37 paths are the same network again, 62 others are refused
(61 branch, one has several inputs), and none is read otherwise; 14 do not build from the shape of a sample alone.
"""

import importlib
import inspect
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

Made = tuple[str, Callable[[], Any]]
_SIZES: tuple[dict[str, Any], ...] = (
    {},
    {"include_top": False, "pooling": "avg"},
    {"include_top": False, "input_shape": (224, 224, 3)},
    {"classes": 7, "classifier_activation": None},
)
_PATHS = ("VGG16", "VGG19", "MobileNet")
_PARTS = {
    "aeon": ("aeon.networks",),
    "sktime": ("cnn", "fcn", "gru", "lstmfcn", "mcdcnn", "mlp", "resnet", "rnn", "tapnet", "inceptiontime", "macnn"),
}


def applications() -> Iterator[Made]:
    """The models of keras.applications that are one path, in several sizes."""
    import keras

    for name in _PATHS:
        for number, options in enumerate(_SIZES):
            function = getattr(keras.applications, name)
            yield f"{name} {number}", lambda function=function, options=options: function(weights=None, **options)
    for alpha in (0.25, 0.5, 0.75):
        for dropout in (0.0, 0.2):
            options = {"alpha": alpha, "dropout": dropout, "weights": None}
            yield f"MobileNet {alpha} {dropout}", lambda options=options: keras.applications.MobileNet(**options)


def branching() -> Iterator[Made]:
    """The other models of keras.applications."""
    import keras

    for name, function in inspect.getmembers(keras.applications, callable):
        if name not in _PATHS:
            yield name, lambda function=function: function(weights=None)


def series() -> Iterator[Made]:
    """The networks for time series that can be made without more than the shape of a sample."""
    import keras

    names = [*_PARTS["aeon"], *(f"sktime.networks.{part}" for part in _PARTS["sktime"])]
    for name in names:
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        for class_name, cls in inspect.getmembers(module, inspect.isclass):
            if "build_network" not in dir(cls) or class_name.startswith("Base"):
                continue
            for shape in ((100, 1), (64, 6)):

                def model(cls: Any = cls, shape: tuple[int, int] = shape) -> Any:
                    first, last = cls().build_network(shape)
                    return keras.Model(first, keras.layers.Dense(3, activation="softmax")(last))

                yield f"{name}.{class_name} {shape}", model


def is_one_path(model: Any) -> bool:
    """Whether Keras itself says that every layer is called once, with one tensor, and is Keras' own."""
    if len(model.inputs) != 1 or len(model.outputs) != 1:
        return False
    for layer in model.layers:
        inputs = [node for node in layer._inbound_nodes if node.input_tensors]
        if len(inputs) > 1 or any(len(node.input_tensors) > 1 for node in inputs) or len(layer._outbound_nodes) > 1:
            return False
        if not type(layer).__module__.startswith("keras.src.layers") or type(layer).__name__ == "Lambda":
            return False
    return True


def outcome(name: str, model: Any) -> str:
    """What became of a model: `same`, `refused: ...`, or `WRONG: ...`."""
    import keras

    import netbuilder as nb
    from netbuilder.convert.model_files.refusal import Refused
    from netbuilder.pipeline.importing import import_bytes

    try:
        imported = import_bytes(model.to_json().encode(), name)
    except Refused as refusal:
        return f"WRONG: {refusal.message}" if is_one_path(model) else f"refused: {refusal.kind}"
    if imported is None:
        return "WRONG: no model"
    if imported.parameters != model.count_params():
        return f"WRONG: {imported.parameters} parameters and not {model.count_params()}"
    with keras.StatelessScope():  # shapes only
        again = import_bytes(nb.build(imported.text).to_json().encode(), name)
    if again is None or not nb.compare(imported.text, again.text).is_equal:
        return "WRONG: another network once it is built and imported again"
    return "same"


def main(folder: str | None) -> int:
    """Print what became of every model, and how many of each; 1 where one is wrong."""
    import keras

    if folder is not None:
        sys.path.append(folder)
    counts: Counter[str] = Counter()
    for name, make in (*applications(), *series(), *branching()):
        try:
            with keras.StatelessScope():
                model = make()
        except Exception as error:  # the package's own: other shapes, other versions
            counts["not made"] += 1
            print(f"{name}: not made: {type(error).__name__}", flush=True)
            continue
        result = outcome(name, model)
        counts[result.partition(" (")[0]] += 1
        print(f"{name}: {result}", flush=True)
        keras.backend.clear_session()
    print("\n".join(f"{count:5} {result}" for result, count in counts.most_common()))
    return 1 if any(result.startswith("WRONG") for result in counts) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else None))
