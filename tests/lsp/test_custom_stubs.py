"""The stand-ins of the classes and functions that a Python file beside a network registers."""

import inspect

import pytest

from netbuilder.language_server.custom_sources import CustomSources, PythonSource
from netbuilder.language_server.custom_stubs import stubs

TEXT = """\
import keras

@keras.saving.register_keras_serializable()
def registered(x):
    return x

def other(x):
    return x

class Scaled(keras.layers.Layer):
    def call(self, x, training=False):
        return x

    def __init__(self, factor=2, **more):
        super().__init__(**more)

class Plain:
    pass
"""


def test_a_function_stands_for_itself_only_where_it_is_registered() -> None:
    functions = stubs(TEXT)
    assert set(functions) == {"registered", "Custom>registered", "Scaled"}
    assert functions["registered"].__name__ == "registered"
    with pytest.raises(NotImplementedError):
        functions["registered"](1)
    with pytest.raises(NotImplementedError):
        functions["Scaled"]()


@pytest.mark.parametrize(
    ("init", "signature"),
    [
        ("self, factor=2, **more", "(*, factor=2, **kwargs)"),
        ("self, a, b=1", "(*, a, b=1)"),
        ("self, a, /, b, c='x'", "(*, a, b, c='x')"),
        ("self, a: int, b: float = 0.5", "(*, a: 'int', b: 'float' = 0.5)"),
        ("self, a: list[int] = None, *, b, c=True", "(*, a=None, b, c=True)"),
        ("self, *, a=some(), b=[1, -2]", "(*, a=None, b=[1, -2])"),
        ("self", "()"),
        ("self, *rest, **kwargs", "(**kwargs)"),
    ],
)
def test_the_options_of_a_class_are_those_of_its_init(init: str, signature: str) -> None:
    text = f"class A(keras.layers.Layer):\n    '''Says it.'''\n    def __init__({init}):\n        pass\n"
    cls = stubs(text)["A"]
    assert str(inspect.signature(cls)) == signature
    assert cls.__doc__ == "Says it."
    assert cls.__module__ == "custom"


EVERY_LAYER = "(*, name=None, trainable=None, dtype=None, activity_regularizer=None, autocast=None, **kwargs)"


@pytest.mark.parametrize(
    ("bases", "names"),
    [
        ("keras.layers.Layer", ["A", "Layer", "object"]),
        ("Layer", ["A", "Layer", "object"]),
        ("Mixin, Layer", ["A", "Layer", "object"]),
        ("keras.layers.Dense", ["A", "Dense", "Layer", "object"]),
        ("keras.losses.Loss", ["A", "Loss", "object"]),
        ("Metric", ["A", "Metric", "object"]),
        ("MeanMetricWrapper", None),
        ("initializers.Initializer", ["A", "Initializer", "object"]),
        ("Regularizer", ["A", "Regularizer", "object"]),
        ("Constraint", ["A", "Constraint", "object"]),
        ("keras.optimizers.Optimizer", ["A", "BaseOptimizer", "object"]),
        ("Adam", ["A", "Adam", "BaseOptimizer", "object"]),
        ("LearningRateSchedule", ["A", "LearningRateSchedule", "object"]),
        ("some()", None),
        ("", None),
    ],
)
def test_what_a_class_derives_from(bases: str, names: list[str] | None) -> None:
    classes = stubs(f"class A({bases}):\n    '''Says it.'''\n")
    assert ([cls.__name__ for cls in classes["A"].__mro__] if classes else None) == names  # type: ignore[attr-defined]
    if names is not None:
        assert classes["A"].__doc__ == "Says it."
        assert [cls.__module__ for cls in classes["A"].__mro__[:2]] == ["custom", "keras"]  # type: ignore[attr-defined]


def test_options_of_every_layer_and_of_everything_else() -> None:
    classes = stubs("class A(Layer): pass\nclass B(A): pass\nclass C(Loss): pass\nclass D(Dropout): pass\n")
    assert list(classes) == ["A", "B", "C", "D"]
    assert str(inspect.signature(classes["B"])) == EVERY_LAYER
    assert issubclass(classes["B"], classes["A"])  # type: ignore[arg-type]
    assert str(inspect.signature(classes["C"])) == "(*, name=None, dtype=None, **kwargs)"
    assert str(inspect.signature(classes["D"])).startswith("(*, rate=None, ")


@pytest.mark.parametrize(
    ("decorator", "names"),
    [
        ("register_keras_serializable()", ["f", "Custom>f", "f"]),
        ("keras.saving.register_keras_serializable('mine')", ["f", "mine>f", "f"]),
        ("register_keras_serializable('mine', 'g')", ["f", "mine>g", "g"]),
        ("register_keras_serializable(name='g', package='p')", ["f", "p>g", "g"]),
        ("register_keras_serializable(package=some(), **more)", ["f", "Custom>f", "f"]),
        ("register_keras_serializable", []),
        ("other('mine', 'g')", []),
    ],
)
def test_names_that_something_is_registered_under(decorator: str, names: list[str]) -> None:
    assert list(stubs(f"@{decorator}\ndef f(x): pass\n")) == list(dict.fromkeys(names))
    assert list(stubs(f"@{decorator}\nclass f(Layer): pass\n")) == list(dict.fromkeys(names or ["f"]))


def test_what_is_no_python_has_no_stubs() -> None:
    assert stubs("def (") == {}
    assert stubs("\0") == {}


def test_modules_are_looked_for_in_every_folder(tmp_path) -> None:  # type: ignore[no-untyped-def]
    first, second = tmp_path / "first", tmp_path / "second"
    for file, text in (
        (first / "own.py", "\nclass A(Layer): pass\ndef helper(): pass\nx = 1\n"),
        (second / "own.py", "class Never(Layer): pass\n"),
        (second / "pack" / "__init__.py", "class B(Loss): pass\n"),
        (second / "pack" / "deep.py", "if True:\n    pass\nclass  C(Layer): pass\n"),
        (first / "latin.py", ""),
    ):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    (first / "latin.py").write_bytes(b"class D(Layer): '''\xff'''")
    modules = ["missing", "own", "pack", "pack.deep", "../own", "", "latin"]
    sources = CustomSources(modules, [str(first), str(second)])
    assert list(sources.stubs()) == ["A", "B", "C"]
    assert sources.find("A") == PythonSource(str(first / "own.py"), 1, 6)
    assert sources.find("mine>A") == sources.find("A")
    assert sources.find("helper") == PythonSource(str(first / "own.py"), 2, 4)
    assert sources.find("B") == PythonSource(str(second / "pack" / "__init__.py"), 0, 6)
    assert sources.find("C") == PythonSource(str(second / "pack" / "deep.py"), 2, 7)
    assert [sources.find(name) for name in ("Never", "x", "D", "")] == [None] * 4
