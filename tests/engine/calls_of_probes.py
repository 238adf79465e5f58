"""What the calls about probes and batches are made with: see `test_calls.py`."""

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from netbuilder.diagnostics.language import spoken
from netbuilder.engine.export import export, outputs
from netbuilder.engine.probe import batch, expected, forward, sample, statistics

NS = SimpleNamespace


class Hashable(SimpleNamespace):
    __hash__ = object.__hash__


def fill(folder: Path) -> None:
    """The files that the calls read."""
    x, y = np.ones((3, 4), "float32"), np.arange(3)
    np.savez(folder / "xy.npz", x=x, y=y)
    np.savez(folder / "x.npz", x=x)
    np.savez(folder / "only.npz", samples=x)
    np.savez(folder / "labelled.npz", samples=x, y=y)
    np.savez(folder / "two.npz", a=x, b=y)
    np.savez(folder / "none.npz")
    np.savez(folder / "many.npz", **{f"a{number}": y for number in range(9)})
    np.save(folder / "x.npy", x)
    np.savez(folder / "objects.npz", x=np.array([{}], object))
    (folder / "text.npz").write_text("a text")
    (folder / "empty.npz").touch()
    (folder / "other").mkdir()
    (folder / "other" / "notes.txt").touch()
    (folder / "a_file").touch()


def drawn(loss: Any, *shape: int) -> Any:
    """What targets of a loss are: their dtype, shape, least, largest, and how many different ones there are."""
    drawn = sample.targets(loss, np.empty(shape), np.random.default_rng(0))
    return (
        drawn.dtype.name,
        drawn.shape,
        *(round(float(end), 2) for end in (drawn.min(), drawn.max())),
        len(np.unique(drawn)),
    )


def classes(loss: str, *shape: int) -> list[int]:
    """The classes that targets of one-hot rows are drawn from."""
    return sorted({int(each) for each in sample.targets(loss, np.empty(shape), np.random.default_rng(0)).argmax(-1)})


def signals(*shapes: tuple[int, int]) -> list[float]:
    """How strong rows of normal numbers are, one after the other at the same desk."""
    desk, generator = statistics.Desk(None, None), np.random.default_rng(0)
    return [round(desk.signal(generator.standard_normal(shape).astype("float32")).power, 2) for shape in shapes]


def samples(*shapes: Sequence[int | None]) -> int:
    return sample.sample_count([NS(), *(NS(output=NS(shape=shape)) for shape in shapes)])


def losses(name: str) -> list[float | None]:
    """At 1, 2 and 10 classes."""
    values = (expected.expected_loss(name, classes) for classes in (1, 2, 10))
    return [None if value is None else round(value, 3) for value in values]


def loss_of(loss: Any, *shape: int | None, y: Any = None) -> Any:
    return expected.loss_of(NS(loss=loss, outputs=[NS(shape=shape)]), y)


def signal(*rows: Any) -> Any:
    found = statistics.Desk(None, None).signal(np.array(rows, "float32"))
    return [None if value is None else round(float(value), 3) for value in found[:2]], found.is_finite


def size(*rows: Any) -> float | None:
    value = statistics.Desk(None, None).size(np.array(rows, "float32"))
    return None if value is None else round(value, 3)


def synthetic(*layers: Any, shape: Any = (None, 3), dtype: str = "float32", samples: int = 40) -> Any:
    """What a model is fed whose first layers are these: dtype, shape, least and largest, and what is said of it."""
    keras = NS(backend=NS(standardize_dtype=str), ops=NS(convert_to_numpy=np.asarray))
    model = NS(inputs=[NS(shape=shape, dtype=dtype)])
    fed = sample.synthetic(keras, model, list(layers), samples, np.random.default_rng(0))
    return fed.x.dtype.name, fed.x.shape, round(float(fed.x.min()), 2), round(float(fed.x.max()), 2), fed.note


def exported_batch(shape: Any, dtype: str = "float32") -> Any:
    """The drawn samples that a written model is compared on."""
    keras = NS(backend=NS(standardize_dtype=str), Sequential=Nested, layers=NS(InputLayer=Start))
    drawn = outputs.drawn_batch(keras, NS(inputs=[NS(shape=shape, dtype=dtype)], layers=[]))
    return drawn.dtype.name, drawn.shape, sorted(set(drawn.ravel().tolist())) if dtype == "string" else None


class Output(NS):
    """What a model gives: a tensor has a shape, and may be one of strings."""

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return np.array(["a word"])


def output_of(output: Any) -> Any:
    """What is taken of what a model gives."""
    keras = NS(ops=NS(convert_to_numpy=lambda value: [value], cast=lambda value, dtype: f"{value.name} as {dtype}"))
    return outputs.outputs_of(keras, lambda batch, training: output(training), np.ones(2)).tolist()


def is_equal(expected: Any, difference: float, *dtypes: str) -> bool:
    """Whether a written model computes what the one with layers of these dtypes does."""
    return export._is_equal(np.array(expected), difference, NS(layers=[NS(compute_dtype=dtype) for dtype in dtypes]))


class Nested(list[Any]):
    """A model in another one."""

    @property
    def layers(self) -> list[Any]:
        return list(self)


class Start:
    """What an input is in the layers of a model."""


PARTS = NS(Sequential=Nested, layers=NS(InputLayer=Start))


def kernel(**attributes: Any) -> Any:
    """Which kernel of a layer is looked at; by its name here."""
    found = forward.kernel_of(NS(**attributes))
    return None if found is None else found.shape


def weights_named(name: str) -> Any:
    return NS(shape=name)


def batch_for(shape: Sequence[int | None], x: Any, y: Any = None, most: int = 2, dtype: str = "float32") -> Any:
    """What is measured with of samples for a model of that input."""
    model = NS(inputs=[NS(shape=(None, *shape), dtype=dtype)])
    x, y = batch.own_batch(model, x if y is None else (x, y), most)
    return x.dtype.str, x.tolist(), None if y is None else y.tolist()


def told(value: Any) -> Any:
    if isinstance(value, tuple):
        return [spoken(each) for each in value]
    return None if value is None else str(value)
