"""What the calls that build are made with: a Keras that writes down what it is asked for. See `test_calls.py`."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from netbuilder.diagnostics.errors import ConfigError
from netbuilder.engine import build as building
from netbuilder.engine import compat, cpu_kernels, deferred, findings, keras_state, runtime
from netbuilder.engine.backends import base
from netbuilder.engine.findings import error
from netbuilder.parse.draft import of_network
from netbuilder.pipeline import Options, Session
from netbuilder.plan import planner

NS = SimpleNamespace
HEAD = "input: [4]\nlayers:\n"
ONE = HEAD + "  - Dense: {units: 2}\n"
TWO = "seed: 1\n" + HEAD + "  - Dense: {units: 3}\n  - Dense: {units: 2}\n"


class Made:
    """An object of Keras: its class and what it is made with."""

    def __init__(self, path: str, *arguments: Any, **options: Any) -> None:
        self.path, self.arguments, self.options = path, arguments, options
        self.name = options.get("name", path)
        self.weights: list[Any] = []
        self.supports_jit = path not in WITHOUT_XLA
        self._inbound_nodes = [1] if path not in UNCALLED else []
        self.dtype_policy = NS(name="the policy")

    def _flatten_layers(self) -> list[Any]:
        return [self]

    @property
    def activation(self) -> Any:
        return self.options.get("activation")

    @activation.setter
    def activation(self, function: Any) -> None:
        self.options["activation"] = function

    @property
    def activity_regularizer(self) -> Any:
        return self.options.get("activity_regularizer")

    @activity_regularizer.setter
    def activity_regularizer(self, regularizer: Any) -> None:
        self.options["activity_regularizer"] = regularizer

    def __repr__(self) -> str:
        words = [*map(repr, self.arguments), *(f"{name}={value!r}" for name, value in self.options.items())]
        return f"{self.path}({', '.join(words)})"

    def parts(self) -> Iterator[str]:
        """Itself without the layers in it, and then these."""
        own = {name: _layers(value) for name, value in self.options.items()}
        words = [repr(argument) for argument in self.arguments if not isinstance(argument, list)]
        words += [f"{name}={own[name] or value!r}" for name, value in self.options.items()]
        yield f"{self.path}({', '.join(words)})".replace("initializers.", "").replace("_initializer", "")
        for layer in [layer for layers in [*map(_layers, self.arguments), *own.values()] for layer in layers]:
            yield from (f"- {part}" for part in layer.parts())


def _layers(value: Any) -> list[Made]:
    items = value if isinstance(value, list) else [value]
    return [Part(item) for item in items if isinstance(item, Made) and item.path.startswith("layers.")]


class Part(Made):
    """A layer in another one, by its name."""

    def __init__(self, layer: Made) -> None:
        vars(self).update(vars(layer))

    def __repr__(self) -> str:
        return self.path


WITHOUT_XLA: set[str] = set()
UNCALLED: set[str] = set()


class Model(Made):
    """A Sequential, which knows its layers."""

    built, jit_compile = True, False
    _functional: Any = "a graph"

    def __init__(self, layers: Sequence[Any], **options: Any) -> None:
        super().__init__("Sequential", layers, **options)
        self.layers = [layer for layer in layers if layer.path != "Input"]
        self.compiled: Any = None
        self.weights = [NS(value=place) for place in PLACES]

    def _flatten_layers(self) -> list[Any]:
        return [self, *self.layers]

    def compile(self, **options: Any) -> None:
        self.compiled = options
        self.jit_compile = options.get("jit_compile", False) is True and not WITHOUT_XLA


PLACES: list[str] = []


class Module:
    """A module of Keras, which has whatever is asked of it."""

    def __init__(self, path: str = "") -> None:
        self._path = path

    def __repr__(self) -> str:
        return self._path

    def __getattr__(self, name: str) -> Any:
        path = f"{self._path}{name}"
        return Module(f"{path}.") if name.islower() else lambda *arguments, **options: Made(path, *arguments, **options)


class Keras(Module):
    """A Keras whose settings are these, and are written down where they change."""

    def __init__(self, version: str, **settings: Any) -> None:
        super().__init__()
        self.__version__ = version
        usual = {"floatx": "float32", "image_data_format": "channels_last", "dtype_policy": "a policy"}
        self.settings = usual | settings
        self.told: list[Any] = []
        names: dict[str, int] = {}
        self.config = NS(
            **{name: (lambda name=name: self.settings[name]) for name in self.settings},
            **{f"set_{name}": (lambda value, name=name: self._set(name, value)) for name in self.settings},
        )
        self.backend = NS(backend=lambda: "stub", get_uid=lambda stem: names.setdefault(stem, 0) + UIDS.pop(0))
        self.Sequential, self.Input = Model, lambda **options: Made("Input", **options)

    def _set(self, name: str, value: Any) -> None:
        self.told.append((name, value))
        self.settings[name] = value

    @contextmanager
    def within(self, place: str) -> Iterator[None]:
        self.told.append(place)
        yield
        self.told.append(f"behind {place}")


UIDS: list[int] = []


class Machine(base.Backend):
    """A backend with this Keras, on which options of `runtime` come too late."""

    name, label, too_late = "stub", "Stub", "it is too late"

    def __init__(self, keras: Keras, gpus: int, late: Sequence[str], lacking: Sequence[Any]) -> None:
        super().__init__(keras, None)
        self._gpus, self._late, self._lacking = gpus, list(late), lacking

    def gpus(self) -> Sequence[base.Gpu]:
        return [base.Gpu(f"A{number}", (7, 0)) for number in range(self._gpus)]

    def reserve(self, number: int | None) -> int | None:
        return 0

    def without_gpu(self) -> tuple[str, str]:
        return "there is none", "buy one"

    def prepare(self, runtime: Any, device: base.Device, was_started: bool) -> list[str]:
        return self._late

    def place_of(self, value: Any) -> str:
        return str(value)

    def place(self, device: base.Device) -> Any:
        return self.keras.within(device.name)

    def missing_kernels(self, plan: Any, layers: Sequence[Any]) -> list[Any]:
        return [error("NB909", f"{what} of {len(layers)} layers") for what in self._lacking]

    def spread(self, device: base.Device) -> Any:
        return NS(num_replicas_in_sync=self._gpus or 1, scope=lambda: self.keras.within("mirrored"))


def built(
    text: str, *, version: str = "3.15.0", gpus: int = 0, late: Sequence[str] = (), places: Sequence[str] = (),
    without_xla: Sequence[str] = (), uncalled: Sequence[str] = (), uid: int = 1, deep: int = 900, name: str = "<text>",
    opens_in: str | None = None, is_open: bool = False, spoils: Callable[[Any], None] | None = None,
    environment: str | None = None, keras: str | None = None, as_copy: str = "", settings: Any = None,
    lacking: Sequence[Any] = (), model_is: Any = None, running: str = "", broken: Any = None, **options: str,
) -> Any:  # fmt: skip
    """What Keras is asked for, and what is said of it."""
    fake = Keras(version, **(settings or {}))
    machine = Machine(fake, gpus, late, lacking)
    UIDS[:], PLACES[:] = [uid], places
    WITHOUT_XLA.clear(), UNCALLED.clear()
    WITHOUT_XLA.update(without_xla), UNCALLED.update(uncalled)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compat, "_global_state", lambda: None)
        patch.setattr(compat, "operation", lambda name: lambda **options: Made(f"operation {name}", **options))
        has_begun = {"running": lambda: running, "is_started": lambda name: bool(running)}
        patch.setattr(runtime, "start", NS(**has_begun, start=lambda name: machine))
        patch.setattr(keras_state, "_settings", dict)
        patch.setattr(keras_state, "broken_setting", lambda: broken)
        patch.setattr(building, "open_clusters", ["a cluster"] if is_open else [])
        patch.setattr(planner, "DEEP", deep)
        patch.delenv("KERAS_BACKEND", raising=False)
        if environment is not None:
            patch.setenv("KERAS_BACKEND", environment)
        for attribute, value in (model_is or {}).items():
            patch.setattr(Model, attribute, value)
        if spoils is not None:
            patch.setattr(Model, "compile", lambda model, **options: spoils(model))
        session = Session(text, name, Options(keras=keras, opens_in=opens_in, **options))  # type: ignore[arg-type]
        session = of_python(session) if name == "Python" else session
        try:
            if as_copy:
                return building.copy_of(session.plan, as_copy), fake.told
            result = building.build(session.plan, session.settings, opens_in)
        except ConfigError as error:
            cause = error.__cause__
            return Lines([[_said(each) for each in error.diagnostics], cause and type(cause).__name__, fake.told])
    model = result.model
    found = list(map(_said, result.diagnostics))
    return Lines([model, model.compiled, result.device, sorted(result.added), found, fake.told])


def of_python(session: Session) -> Session:
    """The same network, made in Python."""
    network = session.draft.network
    assert network is not None
    return Session.of_draft(of_network(network), session.options)


def refused_by_keras(text: str, *called: Any) -> Any:
    """What is said of layers that are called or not, a list of them for a nested model."""

    def layer(is_called: Any) -> Any:
        inner = list(map(layer, is_called)) if isinstance(is_called, list) else []
        return NS(_inbound_nodes=[1] if is_called is True else [], layers=inner)

    error = findings.as_config_error(Session(text).plan, list(map(layer, called)), ValueError("odd"))
    return [_said(diagnostic) for diagnostic in error.diagnostics]


class Tensors:
    """TensorFlow, as far as a layer is tried on it."""

    def __init__(self) -> None:
        self.asked: list[Any] = []
        self.GradientTape = lambda: self._tape()

    def zeros(self, shape: Any, dtype: str) -> Any:
        self.asked.append((tuple(shape), dtype))
        return "zeros"

    def function(self, autograph: bool) -> Any:
        return lambda run: run

    @contextmanager
    def _tape(self) -> Iterator[Any]:
        yield NS(watch=lambda value: None, gradient=lambda value, sources: self.asked.append(len(sources)))

    def reduce_sum(self, value: Any) -> Any:
        return value

    cast = staticmethod(lambda value, dtype: value)


def lacking(text: str, *, fails: bool = True, weights: int = 1) -> Any:
    """What is said of the layers of a network that a CPU may not run, and on what they are tried."""
    tensors = Tensors()

    class Tried:
        compute_dtype = "its dtype"
        trainable_variables = [NS(value=0)] * weights

        def __init__(self, layers: Sequence[Any] = ()) -> None:
            self.layers = layers

        def __call__(self, sample: Any) -> Any:
            if fails:
                raise ValueError("no kernel")
            return sample

    def made(planned: Sequence[Any]) -> list[Any]:
        return [Tried(made(each.inner) if each.inner is not None else ()) for each in planned]

    plan = Session(text).plan
    return [_said(each) for each in cpu_kernels.missing(plan, made(plan.layers), tensors)], tensors.asked


def deferred_by(waiting: Any, *, is_stateless: bool = False, has_scope: bool = True, fails: int = 0) -> Any:
    """How a model is made where these variables wait before, with failures of the first attempts."""
    steps: list[Any] = []
    variables = waiting

    def make() -> str:
        nonlocal variables
        steps.append("made")
        if steps.count("made") <= fails:
            variables = ["a weight"] if has_scope else variables
            raise ValueError("not yet")
        return "a model"

    @contextmanager
    def scope(**options: Any) -> Iterator[None]:
        if options and not has_scope:
            raise TypeError("no such argument")
        steps.append("scope" if options else "created")
        yield

    def set_waiting(value: Any) -> None:
        nonlocal variables
        steps.append(f"waiting: {value}")
        variables = value

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compat, "waiting_variables", lambda: variables)
        patch.setattr(compat, "set_waiting_variables", set_waiting)
        patch.setattr(compat, "is_stateless", lambda: is_stateless)
        patch.setattr(deferred.raw_values, "hasten", lambda keras, variables: steps.append(f"hastened {variables}"))
        patch.setattr(compat, "deferred_scope", lambda keras: scope(initialize_variables=False) if has_scope else _no())
        try:
            steps.append(deferred.build(NS(StatelessScope=scope), make))
        except ValueError as error:
            steps.append(str(error))
    return steps


def _no() -> Any:
    raise TypeError("no such argument")


def _said(diagnostic: Any) -> str:
    address = diagnostic.address
    place = f"{address.line}:{address.column} " if hasattr(address, "line") else ""
    head = f"{place}{diagnostic.code} {diagnostic.severity.name} {diagnostic.message}"
    layer = diagnostic.layer and str(tuple(diagnostic.layer))
    return " | ".join(map(str, filter(None, [head, diagnostic.why, diagnostic.fix, layer])))


def model_of(text: str, **options: Any) -> Any:
    """The layers that Keras is asked for, each with those in it, and what it compiles with."""
    outcome = built(text, **options)
    if isinstance(outcome[0], list):
        return outcome
    model, compiled = outcome[:2]
    lines = [part for layer in model.arguments[0] for part in layer.parts()]
    return Lines([Line(line) for line in lines] + ([compiled] if compiled is not None else []))


class Line(str):
    """A text without marks around it."""

    def __repr__(self) -> str:
        return str(self)


class Lines(list[Any]):
    """A list whose items stand below each other."""

    def __repr__(self) -> str:
        return "\n".join(map(repr, self))
