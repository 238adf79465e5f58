"""What is no path, or no file can be called, is said in one line by every function that takes a path."""

import os
import pathlib
from collections.abc import Callable
from typing import Any

import pytest

import netbuilder as nb

NETWORK = nb.Network(input=[4], layers=[nb.Dense(units=2)])
MODEL = pathlib.Path(__file__).parents[1] / "convert/model_files/files/keras_1.json"
FUNCTIONS: dict[str, Callable[[Any], object]] = {
    "load": nb.load,
    "check": nb.check,
    "fix": nb.fix,
    "show": nb.show,
    "code": nb.code,
    "report": nb.report,
    "build": nb.build,
    "probe": nb.probe,
    "compare, before": lambda path: nb.compare(path, NETWORK),
    "compare, after": lambda path: nb.compare(NETWORK, path),
    "grid": lambda path: nb.grid(path, {"seed": [1, 2]}),
    "settings": lambda path: nb.check(NETWORK, settings=path),
    "from_file": nb.from_file,
    "from_file, weights": lambda path: nb.from_file(path, weights=True),
}


class Odd:
    """A path that says what it is called in no text."""

    def __init__(self, name: object) -> None:
        self.name = name

    def __fspath__(self) -> Any:
        return self.name


@pytest.mark.parametrize(
    "path",
    [3, ["net.yaml"], b"net.yaml", pathlib.Path, Odd(b"net.yaml"), Odd(3)],
    ids=["a number", "a list", "bytes", "a class", "a path of bytes", "a path of a number"],
)
@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS.keys())
def test_what_is_no_path(function: Callable[[Any], object], path: object) -> None:
    with pytest.raises(TypeError, match=rf"(path|Network).* got {type(path).__name__}$"):
        function(path)


@pytest.mark.parametrize("name", ["net\ud800.yaml", "a\0b.yaml"], ids=["a surrogate", "a null byte"])
@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS.keys())
def test_what_no_file_is_called(function: Callable[[Any], object], name: str) -> None:
    for path in (name, Odd(name)):
        with pytest.raises(FileNotFoundError, match="there is no file of that name") as caught:
            function(path)
        assert caught.value.filename == name


@pytest.mark.parametrize("function", [function for name, function in FUNCTIONS.items() if "_file" not in name])
def test_a_folder_is_named(function: Callable[[Any], object], tmp_path: pathlib.Path) -> None:
    with pytest.raises(OSError, match=r"directory|no regular file") as caught:
        function(tmp_path)
    assert caught.value.filename == os.fspath(tmp_path)


@pytest.mark.parametrize("sizes", ["28", b"28", 28, [1.5], [True], ["28"], [[28]]], ids=repr)
def test_sizes_of_a_sample_are_whole_numbers(sizes: Any) -> None:
    with pytest.raises(TypeError, match=r"input is the sizes of one sample, as \(28, 28, 1\), got "):
        nb.from_file(MODEL, input=sizes)


def test_a_size_that_no_sample_has() -> None:
    for size in (0, -1, 10**400):
        with pytest.raises(nb.ConfigError):
            nb.from_file(MODEL, input=[size])


@pytest.mark.parametrize("argument", ["data_format", "backend"])
def test_a_word_that_does_not_exist_is_not_passed_over(argument: str) -> None:
    with pytest.raises(ValueError, match=rf"{argument} is '\w+' or '\w+', got 'chanels_first'"):
        nb.from_file(MODEL, **{argument: "chanels_first"})
    with pytest.raises(TypeError, match=f"{argument} is "):
        nb.from_file(MODEL, **{argument: ["theano"]})


@pytest.mark.keras
def test_save_takes_a_model_and_a_path(tmp_path: pathlib.Path) -> None:
    with pytest.raises(TypeError, match="a model of Keras is wanted, got Network"):
        nb.save(NETWORK, tmp_path / "model.keras")  # type: ignore[arg-type]
    model = nb.build(NETWORK)
    for path in (3, b"model.keras", None):
        with pytest.raises(TypeError, match=f"a path is wanted, got {type(path).__name__}"):
            nb.save(model, path)  # type: ignore[arg-type]
    with pytest.raises(nb.ConfigError, match="NB904"):
        nb.save(model, tmp_path / "model\ud800.keras")


@pytest.mark.parametrize("text", ["layers: 3\n", "a: [\n", "input: [4]\nlayers: []\n", "\n"])
def test_a_network_of_which_nothing_can_be_read_is_shown_in_a_notebook(text: str) -> None:
    html = nb.show(text)._repr_html_()
    assert html is not None
    assert "error" in html
    assert "<svg" not in html
