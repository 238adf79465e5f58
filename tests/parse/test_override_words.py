"""Overrides of every kind: what each makes of the document and of its text, or what is said of it, in full."""

import json
from collections.abc import Iterator
from difflib import ndiff
from pathlib import Path

import pytest

from netbuilder.diagnostics import Span
from netbuilder.parse.overrides import apply_overrides
from netbuilder.parse.overrides.edited import edited
from netbuilder.source import read
from tests.golden import Golden

DIGITS = """\
name: digits
input: [8, 3]
x-last: &last {Dense: {units: 4}}
layers:
  - Dense: {units: 16, name: block.one}  # first
  - Identity
  - *last
  - Dense: {units: 3, name: out, kernel_initializer: he_normal, kernel_regularizer: {L2: {l2: 0.1}}}
  - repeat: {times: 2, layers: [{Dense: {units: 5}}, Identity]}
  - Sequential:
      name: inner
      layers:
        - Dense: {units: 7}
  - Dense:
      units: 6
compile: {optimizer: adam, loss: mse, metrics: [mae, mse]}
rules: {NB203: off}
"""
ODD = """\
input: {shape: [4, null]}
layers:
  - Dens: {units: 3}
  - Dense: 3
  - {Dense: {units: 1}, x: 2}
  - [Flatten]
  - Dense: {units: 2, name: same}
  - ReLU: {name: same}
  - repeat: {times: 2}
  - repeat: {times: two, layers: [Flatten]}
  - Flatten: {name: 3}
compile:
  optimizer: {Adam: {learning_rate: 0.1}}
  metrics: []
runtime: 3
x-mine: {a: [1, 2], b: text}
"""
EMPTY = "input: [4]\nlayers: []\n"
NONE = "input: [4]\nlayers:\n"
LISTS = "seed: [1, 2]\ninput: [4]\nlayers:\n  - repeat: {name: rep, times: 2, layers: [Flatten]}\n"
NO_LIST = "input: [4]\nlayers: {Dense: {units: 3}}\n"
OVERRIDES = {
    "digits": (
        DIGITS,
        """
        layers.0.units=1  layers.0.Dense.units=1  layers.6.units=1  layers.-1.units=1  layers.-7.units=1
        layers.-8.units=1  layers.7.units=1  layers.block.one.units=1  layers.out.units=1  layers.dense.units=1
        layers.dense_1.units=1  layers.dense_2.units=1  layers.dense_3.units=1  layers.identity.name=x
        layers.identity_1.name=x  layers.inner.name=x  layers.inner.layers.0.units=1
        layers.inner.layers.dense.units=1  layers.inner.dense.units=1  layers.5.Sequential.layers.0.units=1
        layers.4.repeat.times=3  layers.4.times=3  layers.4.layers.0.units=1  layers.4.layers.dense.units=1
        layers.4.layers.1=null  layers.4.layers.+=Flatten  layers.4.Dense.units=1  layers.1=null  layers.0=
        layers.6=~  layers.5=null  layers.2=null  layers.0.units=null  layers.0.name=null  layers.+=Flatten
        layers.+0=Flatten  layers.+1=Flatten  layers.+6=Flatten  layers.+7=Flatten  layers.+8=Flatten
        layers.+-1=Flatten  layers.+-8=Flatten  layers.+out=Flatten  layers.+oud=Flatten  layers.+block.one=Flatten
        layers.+.units=3  layers.+1.Dense.units=3  layers.+out.units=3  layers.+dense_1=Flatten  layers.+=null
        layers.inner.layers.+={Dense:{units:3}}  layers.inner.layers.+0=Flatten  layers=[Flatten]  layers.oud.units=1
        layers.x=1  layers.zzz.units=1  layers.0.unit=1  layers.0.zzzzz=1  layers.1.Dense.units=1
        layers.1.Identity.name=x  layers.1.zzz=1  layers.3.Conv2D.filters=1  layers.0.dense.units=1
        layers.3.kernel_initializer=zeros  layers.3.kernel_initializer.seed=1
        layers.3.kernel_initializer.HeNormal.seed=1  layers.3.kernel_initializer.Zeros={}
        layers.3.kernel_initializer.Constant.value=1  layers.3.kernel_initializer.zzz=1
        layers.3.kernel_regularizer.l2=0.3  layers.3.kernel_regularizer.l1=0.3  layers.3.kernel_regularizer.L1.l1=0.3
        layers.3.kernel_regularizer.L2.l2.x=1  layers.0.kernel_initializer.seed=1
        layers.0.kernel_initializer.HeNormal.seed=1  layers.0.kernel_initializer.HeNormol.seed=1
        layers.0.activation.zzz=1  layers.0.activation.ReLU.max_value=6  layers.0.units.x=1
        layers.0.kernel_constraint.zz=1  compile.optimizer=sgd  compile.optimizer.learning_rate=1e-3
        compile.optimizer.SGD.momentum=0.9  compile.optimizer.Adam.beta_1=0.8  compile.optimizer.lr=1
        compile.optimizer.lerning_rate=1  compile.optimizer.zzz=1
        compile.optimizer.learning_rate.ExponentialDecay.decay_steps=3  compile.optimizer.learning_rate.zzz=3
        compile.loss.Huber.delta=2  compile.loss.delta=2  compile.loss=null  compile.metrics=[]
        compile.metrics.0=null  compile.metrics.+=accuracy  compile.metrics.+1=accuracy  compile.metrics.+3=accuracy
        compile.metrics.2=acc  compile.metrics.mae=1  compile.metrics.0.name=x
        compile.metrics.1.MeanSquaredError.name=x  compile.metrics.mea=1  compile.zzz=1  compile.optimiser=sgd
        compile.lr=1  compile.precision=x  input=[3]  input.0=5  input.1=5  input.-1=5  input.-3=5  input.2=5
        input.x=5  input.dtype=int32  input.shape=[3]  input.shape.0=3  input.+=3  input.0.x=3  name=x  name.x=1
        name=null  name.+=1  seed=7  seed.x=1  sed=7  zzz=1  layer.0=1  lr=1  learning_rate=1  optimizer.lr=1
        optimizer=sgd  loss=mae  metrics=[mae]  device=cpu  precision=float16  runtime.precision=float64
        runtime.devise=cpu  runtime.distribution.DataParallel={}  task.kind=binary  task=3  limits.memory=1GiB
        rules.NB301=off  rules.NB203=warn  rules.NB203.x=1  rules.zzz=1  x-mine.deep=1  x-last.Dense.units=9
        x-last.0=3  keras=3.10  keras=3.1  keras=3  keras=x  keras."3.8"=1  compile  =3  .=3  layers..0.units=1
        .seed=3  layers=
        """,
    ),
    "odd": (
        ODD,
        """
        layers.0.units=1  layers.0.Dens.units=1  layers.0.Dense.units=1  layers.1.units=1  layers.1.Dense.units=1
        layers.2.units=1  layers.2.Dense.units=1  layers.3.0=ReLU  layers.3.units=1  layers.same.units=1
        layers.+same=ReLU  layers.6.layers.0=1  layers.6.layers.+=ReLU  layers.7.layers.0=ReLU  layers.flatten.name=x
        layers.dense.units=1  layers.re_lu.name=x  layers.8.name=x  layers.3.name=x  layers.+=null  layers.0=null
        compile.optimizer.learning_rate=1  compile.optimizer.Adam.learning_rate=1  compile.optimizer.SGD.momentum=1
        compile.metrics.+=mae  compile.metrics.0=mae  compile.metrics.zzz=mae  compile.metrics.+1=mae
        compile.metrics.+0=mae  compile.loss.Huber.delta=1  compile.loss.zzz=1  runtime.device=cpu  runtime.zzz=1
        input.shape.0=3  input.shape.1=3  input.shape.2=3  input.shape.x=3  input.0=3  input.dtype=int32  input.zzz=3
        x-mine.a.0=3  x-mine.a.2=3  x-mine.a.x=3  x-mine.b.x=3  x-mine.c.d=3
        """,
    ),
    "empty": (EMPTY, "layers.0=ReLU  layers.+=ReLU  layers.+0=ReLU  layers.+1=ReLU  layers.-1=ReLU  layers.relu=ReLU"),
    "none": (NONE, "layers.0=ReLU  layers.+=ReLU  layers.+0=ReLU  layers.+1=ReLU  layers.relu=ReLU  layers=[ReLU]"),
    "no list": (NO_LIST, "layers.0=ReLU  layers.+=ReLU  layers.Dense.units=3  layers.zzz=3  layers.-1=3"),
    "nothing": ("", "seed=1  layers.0=ReLU"),
    "a list": ("- Flatten\n", "layers.0=1  0=1  name=x  rules.NB301=off"),
    "lists": (LISTS, "seed.0=3  seed.0.x=3  seed.5=3  seed.x=3  layers.rep.times=3  layers.rep.layers.0=ReLU"),
}


def lines(value: object) -> list[str]:
    """A value as JSON, with a line for each item of a list."""
    return [json.dumps(item) for item in value] if isinstance(value, list) else [json.dumps(value)]


def changes(before: list[str], after: list[str]) -> Iterator[str]:
    """The lines that differ, each with its number."""
    at = 0
    for line in ndiff(before, after):
        at += line[0] in " +"
        if line[0] in "+-":
            yield f"{at}{line}"


def outcome(text: str, override: str) -> Iterator[str]:
    document = read(text, "net.yaml")
    before = document.value
    said = apply_overrides(document, [override])
    for diagnostic in said:
        assert isinstance(diagnostic.address, Span)
        marked = override[diagnostic.address.start : diagnostic.address.end]
        yield f"  {diagnostic.code} at {marked}: {diagnostic.message} | {diagnostic.fix}"
    for problem in document.problems:
        yield f"  {problem.code}: {problem.message} | {problem.fix}"
    if said:
        assert document.value == before
        assert edited(text, [override]) is None
        return
    after = document.value if isinstance(document.value, dict) else {}
    for key, value in after.items():
        yield from (f"  {key} {change}" for change in changes(lines(before.get(key)), lines(value)))
    changed = edited(text, [override])
    if changed is None:
        yield "  no edit"
    else:
        yield from (f"  {change}" for change in changes(text.splitlines(), changed.splitlines()))


@pytest.mark.parametrize("name", OVERRIDES)
def test_what_an_override_does(name: str, golden: Golden) -> None:
    text, overrides = OVERRIDES[name]
    said = [line for override in overrides.split() for line in (override, *outcome(text, override))]
    path = Path(__file__).with_name(f"overrides, {name}.txt")
    written = "\n".join(said) + "\n"
    golden(path, written)


def test_the_first_step_too_many_is_pointed_at() -> None:
    [said] = apply_overrides(read(DIGITS, "net.yaml"), [f"x-a{'.b' * 104}=1"])
    assert isinstance(said.address, Span)
    assert (said.address.start, said.address.end) == (202, 203)


@pytest.mark.parametrize(("steps", "is_read"), [(100, True), (101, False)])
def test_as_many_steps_as_a_file_has_levels(steps: int, is_read: bool) -> None:
    path = ".".join(["x-a", *"b" * (steps - 1)])
    said = apply_overrides(read(DIGITS, "net.yaml"), [f"{path}=1"])
    assert [diagnostic.message for diagnostic in said] == [] if is_read else ["more than 100 steps into the file"]
