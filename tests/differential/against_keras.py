"""One network through what is promised of it: built as counted, predicted, trained, saved, written as code."""

import math
import tempfile
import warnings
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from netbuilder.convert.keras_program import program
from netbuilder.diagnostics.errors import ConfigError
from netbuilder.lint.runner import lint
from netbuilder.parse import parse
from netbuilder.plan import Plan, plan
from netbuilder.source import read
from tests.fuzz.texts import as_yaml

Network = dict[str, Any]


class Outcome(NamedTuple):
    """What became of a network."""

    kind: str
    """refused, fine, stopped or differs."""
    stage: str = ""
    """Where Keras stopped, or what differs: build, shape, weights, predict, fit, save, open, code."""
    message: str = ""


class _Differs(Exception):
    pass


def outcome(network: Network, is_saved: bool = True) -> Outcome:
    """What netbuilder and Keras make of a network."""
    report = lint(parse(read(as_yaml(network).decode(), "network.yaml")))
    if report.errors:
        return Outcome("refused", message=report.errors[0].code)
    planned = plan(report.graph)
    stage = "build"
    try:
        with warnings.catch_warnings(), redirect_stderr(StringIO()):
            warnings.simplefilter("ignore")
            model = _built(planned)
            for stage in ("shape", "weights", "predict", "fit", *(("save", "code") if is_saved else ())):
                _STAGES[stage](planned, model, network)
    except _Differs as error:
        return Outcome("differs", stage, str(error)[:300])
    except ConfigError as error:
        return Outcome("stopped", stage, error.diagnostics[0].message + " | " + error.diagnostics[0].why[:300])
    except Exception as error:
        return Outcome("stopped", stage, f"{type(error).__name__}: {' '.join(str(error).split())[:300]}")
    return Outcome("fine")


def _built(planned: Plan) -> Any:
    from netbuilder.engine.build import build

    return build(planned).model


def _shape(planned: Plan, model: Any, network: Network) -> None:
    counted = planned.graph.output_shape
    if counted is not None and tuple(model.output_shape) != counted:
        raise _Differs(f"counted {counted}, Keras has {model.output_shape}")


def _weights(planned: Plan, model: Any, network: Network) -> None:
    counted = sum(call.parameters for call in planned.graph.calls)
    if counted != model.count_params():
        raise _Differs(f"counted {counted} parameters, Keras has {model.count_params()}")


def _predict(planned: Plan, model: Any, network: Network) -> None:
    made = model.predict(data(network), verbose=0)
    if planned.graph.output_shape is None:
        return
    for counted, size in zip(planned.graph.output_shape[1:], np.shape(made)[1:], strict=True):
        if counted is not None and counted != size:
            raise _Differs(f"counted {planned.graph.output_shape}, out came {np.shape(made)}")


def _fit(planned: Plan, model: Any, network: Network) -> None:
    if not model.compiled:
        return
    x = data(network)
    made = np.asarray(model.predict_on_batch(x))
    if made.dtype == object:  # a sparse tensor
        made = np.zeros([2 if size is None else size for size in model.output_shape], "float32")
    if not np.issubdtype(made.dtype, np.floating) and made.dtype.name != "bfloat16":
        return  # the loss of whole numbers is nobody's wish
    model.fit(x, np.zeros(made.shape, "float32"), epochs=1, batch_size=2, verbose=0)


def _save(planned: Plan, model: Any, network: Network) -> None:
    import keras

    from netbuilder.engine.save import save

    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "model.keras"
        save(model, target)
        opened = keras.models.load_model(target)
    if "'stateful': True" in str(network):
        return  # it goes on from the batches that it has seen, and the opened one has seen none
    x = data(network)
    ours, theirs = (np.asarray(one.predict_on_batch(x)).astype("float64") for one in (model, opened))
    if ours.shape != theirs.shape or not np.allclose(ours, theirs, rtol=1e-2, atol=1e-2, equal_nan=True):
        raise _Differs("the model that is opened predicts something else")


def _code(planned: Plan, model: Any, network: Network) -> None:
    import keras

    from tests.convert.test_keras_program import comparable, executed

    before = keras.config.dtype_policy()
    try:
        other = executed(program(planned))
    finally:
        keras.config.set_dtype_policy(before)  # a program may set one for its whole process
    fresh = _built(planned)
    if comparable(other.get_config(), True) != comparable(fresh.get_config(), True) | (
        {"name": "sequential"} if planned.graph.draft.name is None else {}
    ):
        raise _Differs("the program makes another model")
    for ours, theirs in zip(other.weights, fresh.weights, strict=True):
        if ours.numpy().tobytes() != theirs.numpy().tobytes():
            raise _Differs(f"the program starts {ours.path} otherwise")


_STAGES = {"shape": _shape, "weights": _weights, "predict": _predict, "fit": _fit, "save": _save, "code": _code}


def data(network: Network) -> Any:
    """A batch of two samples that the input takes."""
    wanted = network["input"]
    shape = (2, *(5 if size is None else size for size in wanted["shape"]))
    dtype = wanted["dtype"]
    if dtype == "string":
        import tensorflow as tf

        return tf.reshape(tf.constant(["a", "b"] * math.prod(shape[1:])), shape)
    if dtype.startswith("float"):
        return np.random.default_rng(0).normal(size=shape).astype(dtype)
    return np.random.default_rng(0).integers(0, 2, size=shape).astype(dtype)
