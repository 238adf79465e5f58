"""The short cuts around pydantic: the same as pydantic's own way, with every version that they are meant for."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from netbuilder.vocabulary.base.fast_model import TESTED, forget_class_attributes
from netbuilder.vocabulary.base.registry import KINDS, names

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("model_behaviour.py")


def behaviour(python: Path | str = sys.executable, **variables: str) -> dict[str, Any]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | variables
    run = subprocess.run(
        [python, SCRIPT], capture_output=True, text=True, env=environment, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stderr
    result: dict[str, Any] = json.loads(run.stdout)
    return result


@pytest.fixture(scope="module")
def plain() -> dict[str, Any]:
    """What pydantic makes of the classes by itself."""
    return behaviour(NETBUILDER_PLAIN_MODELS="1")


def test_the_installed_pydantic_is_one_that_the_short_cuts_are_meant_for() -> None:
    assert behaviour()["is_fast"]


def test_short_cuts_change_nothing(plain: dict[str, Any]) -> None:
    assert not plain["is_fast"]
    assert len(plain["classes"]) == sum(len(names(kind)) for kind in KINDS)
    assert behaviour()["classes"] == plain["classes"]


@pytest.mark.slow
def test_the_values_of_the_vocabulary_without_short_cuts() -> None:
    tests = [str(SCRIPT.with_name(name)) for name in ("test_vocabulary_values.py", "test_layer_names.py")]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not keras and not slow", *tests]
    run = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"NETBUILDER_PLAIN_MODELS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.slow
@pytest.mark.parametrize("minor", TESTED)
def test_every_version_of_pydantic_that_is_promised(minor: str, plain: dict[str, Any], tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", tmp_path], check=True)
    python = tmp_path / "bin" / "python"
    packages = [f"pydantic~={minor}.0", "pyyaml", "click"]
    run = subprocess.run([python, "-m", "pip", "install", "-q", *packages], capture_output=True, text=True, check=False)
    if run.returncode:
        pytest.skip(f"pydantic {minor} cannot be installed here: {run.stderr[-200:]}")
    fast = behaviour(python)
    assert fast["is_fast"]
    assert fast["classes"] == plain["classes"]


def test_class_attributes_are_forgotten() -> None:
    class Eager:
        kept: int
        dropped: str

    forget_class_attributes(Eager, {"dropped"})
    assert Eager.__annotations__ == {"kept": int}


def test_class_attributes_are_forgotten_where_annotations_are_made_when_asked_for() -> None:
    class Meta(type):
        """Gives annotations as Python 3.14 does: not in the class's own dictionary."""

        annotations: dict[str, Any] = {"kept": int, "dropped": str}

        @property
        def __annotations__(cls) -> dict[str, Any]:
            return cls.annotations

        @__annotations__.setter
        def __annotations__(cls, annotations: dict[str, Any]) -> None:
            type.__setattr__(cls, "annotations", annotations)

    class Lazy(metaclass=Meta):
        pass

    assert "__annotations__" not in Lazy.__dict__
    forget_class_attributes(Lazy, {"dropped"})
    assert Lazy.__annotations__ == {"kept": int}


class Later(type):
    """Annotations that are made when they are asked for, as in Python 3.14."""

    kinds: dict[str, type] = {"kept": int, "dropped": str}

    @property
    def __annotations__(cls) -> dict[str, type]:
        return cls.kinds

    @__annotations__.setter
    def __annotations__(cls, kinds: dict[str, type]) -> None:
        cls.kinds = kinds


def test_class_attributes_are_forgotten_that_are_not_there_yet() -> None:
    untouched, late = Later("Untouched", (), {}), Later("Late", (), {})
    forget_class_attributes(untouched, {"other"})
    assert untouched.kinds is Later.kinds
    forget_class_attributes(late, {"other", "dropped"})
    assert late.kinds == {"kept": int}
