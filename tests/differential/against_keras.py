"""One network through what is promised of it: built as counted, predicted, trained, saved, written as code."""

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
from tests.differential.fitting_data import adapt, data, dense
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


class _Trial(NamedTuple):
    """A network, the model that is built of it, and what that has predicted."""

    network: Network
    planned: Plan
    model: Any
    predicted: list[Any]


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
            trial = _Trial(network, planned, _built(planned), [])
            adapt(planned, trial.model, data(network))
            for stage in ("shape", "weights", "predict", "fit", *(("save", "code") if is_saved else ())):
                _STAGES[stage](trial)
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


def _shape(trial: _Trial) -> None:
    graph = trial.planned.graph
    counted, actual = graph.output_shape, tuple(trial.model.output_shape)
    is_foretold = all(
        call.outer is None or call.input is None or call.outer.foretold_shape(call.input) == call.output
        for call in graph.calls
    )  # what Keras counts wrong is compared when it runs
    if counted is not None and actual != counted and is_foretold:
        raise _Differs(f"counted {counted}, Keras has {actual}")


def _weights(trial: _Trial) -> None:
    counted, actual = sum(call.parameters for call in trial.planned.graph.calls), trial.model.count_params()
    if counted != actual:
        raise _Differs(f"counted {counted} parameters, Keras has {actual}")


def _predict(trial: _Trial) -> None:
    predicted = trial.model.predict(data(trial.network), verbose=0)
    trial.predicted.append(predicted)
    counted = trial.planned.graph.predicted_shape
    if counted is None:
        return
    sizes = dense(predicted).shape
    if any(expected not in (None, size) for expected, size in zip(counted[1:], sizes[1:], strict=True)):
        raise _Differs(f"counted {counted}, out came {sizes}")


def _fit(trial: _Trial) -> None:
    """One step, with zeros for labels: what the network gives in training, which a crop makes smaller."""
    model, [predicted] = trial.model, trial.predicted
    if not model.compiled:
        return
    values = dense(predicted)
    if not np.issubdtype(values.dtype, np.floating) and values.dtype.name != "bfloat16":
        return  # the loss of whole numbers is nobody's wish
    sizes = zip(model.output_shape[1:], values.shape[1:], strict=True)
    labels = np.zeros((2, *[(size or 2) if counted is None else counted for counted, size in sizes]), "float32")
    model.fit(data(trial.network), labels, epochs=1, batch_size=2, verbose=0)


def _save(trial: _Trial) -> None:
    import keras

    from netbuilder.engine.save import save

    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "model.keras"
        save(trial.model, target)
        opened = keras.models.load_model(target)
    if "'stateful': True" in str(trial.network):
        return  # it goes on from the batches that it has seen, and the opened one has seen none
    x = data(trial.network)
    ours, theirs = (dense(each.predict_on_batch(x)).astype("float64") for each in (trial.model, opened))
    if ours.shape != theirs.shape or not np.allclose(ours, theirs, rtol=1e-2, atol=1e-2, equal_nan=True):
        raise _Differs("the model that is opened predicts something else")


def _code(trial: _Trial) -> None:
    import keras

    from tests.convert.test_keras_program import comparable, executed

    before, planned = keras.config.dtype_policy(), trial.planned
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
