"""Whatever the layout, an edit changes exactly the value that it is about."""

import copy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from netbuilder.diagnostics import Edit, Path
from netbuilder.source import Document, read
from netbuilder.source.edit import remove_entry, remove_option, replace_value, set_option

_keys = st.sampled_from(["units", "activation", "kernel_size", "name", "x-1"])
_scalars = st.sampled_from([1, 2.5, "relu", None, True, "a b", "é世"])
_spaces = st.sampled_from(["", " ", "\n    "])
_options = st.dictionaries(
    _keys, _scalars | st.lists(_scalars, max_size=2) | st.dictionaries(_keys, _scalars), max_size=3
)
_layer = st.sampled_from(["Flatten", "ReLU"]) | st.builds(
    lambda name, options: {name: options}, st.sampled_from(["Dense", "Conv2D"]), _options
)
_networks = st.builds(
    lambda layers: {"input": [8], "layers": layers, "seed": 1}, st.lists(_layer, min_size=1, max_size=4)
)


FEW = settings(max_examples=40, deadline=None)


@st.composite
def texts(draw: st.DrawFn) -> tuple[dict[str, Any], str]:
    """A network with its text, in a layout drawn piece by piece."""
    data = draw(_networks)
    lines: list[str] = []

    def flow(value: Any) -> str:
        comma = draw(st.sampled_from([", ", ",", ",\n              "]))
        if isinstance(value, dict):
            inside = comma.join(f"{key}: {flow(one)}" for key, one in value.items())
            return (
                "{"
                + draw(st.sampled_from(["", " "]))
                + inside
                + draw(st.sampled_from(["", " ", ","] if value else [""]))
                + "}"
            )
        if isinstance(value, list):
            return "[" + comma.join(flow(one) for one in value) + "]"
        quote = draw(st.sampled_from(['"', "'", ""])) if isinstance(value, str) else ""
        return quote + {None: "null", True: "true"}.get(value, str(value)) + quote

    def comment() -> str:
        return draw(st.sampled_from(["", "  # note", "  # {a: b, &c *d}"]))

    def block(value: Any, indent: int) -> None:
        pad = " " * indent
        entries = value.items() if isinstance(value, dict) else enumerate(value)
        for key, one in entries:
            head = f"{pad}{key}:" if isinstance(value, dict) else f"{pad}-"
            if draw(st.booleans()) and indent < 14:
                lines.append(draw(st.sampled_from(["", f"{pad}# above"])))
            if isinstance(one, dict | list) and one and draw(st.booleans()):
                if isinstance(value, list) and isinstance(one, dict):
                    at = len(lines)
                    block(one, indent + 2)
                    while not lines[at].strip() or lines[at].strip().startswith("#"):
                        del lines[at]
                    lines[at] = f"{pad}- " + lines[at].lstrip()
                else:
                    lines.append(head + comment())
                    block(one, indent + 2)
            elif one is None and draw(st.booleans()):
                lines.append(head + comment())
            else:
                lines.append(f"{head} {flow(one)}{comment()}")

    block(data, 0)
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    text = "\n".join(line for at, line in enumerate(lines) if line or at) + draw(
        st.sampled_from(["", "\n", "\n# end\n"])
    )
    return data, text.replace("\n", newline)


def edited(text: str, edits: tuple[Edit, ...]) -> str:
    for edit in sorted(edits, key=lambda one: one.span.start, reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


def document_of(data: Any, text: str) -> Document:
    document = read(text, "net.yaml")
    assert document.problems == []
    assert document.value == data
    return document


def layer_path(data: Any, index: int) -> Path:
    layer = data["layers"][index]
    return ("layers", index, layer if isinstance(layer, str) else next(iter(layer)))


def comments_of(text: str) -> list[str]:
    return [line.partition(" #")[2] for line in text.splitlines() if " #" in line]


@FEW
@given(texts(), st.data())
def test_set_option(pair: tuple[dict[str, Any], str], draw: st.DataObject) -> None:
    data, text = pair
    index = draw.draw(st.integers(0, len(data["layers"]) - 1))
    option = draw.draw(_keys)
    path = layer_path(data, index)
    edits = set_option(document_of(data, text), path, option, "new")
    expected = copy.deepcopy(data)
    layer = expected["layers"][index]
    if isinstance(layer, str):
        expected["layers"][index] = {layer: {option: "new"}}
    else:
        layer[path[-1]][option] = "new"
    if edits:
        after = edited(text, edits)
        assert read(after, "").value == expected
        assert sorted(comments_of(after)) == sorted(comments_of(text))
        assert edited(text, set_option(document_of(data, text), path, option, "new")) == after


@FEW
@given(texts(), st.data())
def test_replace_and_remove_option(pair: tuple[dict[str, Any], str], draw: st.DataObject) -> None:
    data, text = pair
    index = draw.draw(st.integers(0, len(data["layers"]) - 1))
    path = layer_path(data, index)
    layer = data["layers"][index]
    if isinstance(layer, str) or not layer[path[-1]]:
        return
    option = draw.draw(st.sampled_from(sorted(layer[path[-1]])))
    expected = copy.deepcopy(data)
    expected["layers"][index][path[-1]][option] = {"New": {"a": 1}}
    edits = replace_value(document_of(data, text), (*path, option), "{New: {a: 1}}")
    if edits:
        assert read(edited(text, edits), "").value == expected
    del expected["layers"][index][path[-1]][option]
    edits = remove_option(document_of(data, text), path, option)
    if edits:
        found = read(edited(text, edits), "").value
        if not expected["layers"][index][path[-1]] and isinstance(found["layers"][index], str):
            expected["layers"][index] = path[-1]
        assert found == expected


@FEW
@given(texts(), st.data())
def test_remove_entry(pair: tuple[dict[str, Any], str], draw: st.DataObject) -> None:
    data, text = pair
    index = draw.draw(st.integers(0, len(data["layers"]) - 1))
    expected = copy.deepcopy(data)
    del expected["layers"][index]
    edits = remove_entry(document_of(data, text), ("layers", index))
    if edits:
        assert read(edited(text, edits), "").value == expected
