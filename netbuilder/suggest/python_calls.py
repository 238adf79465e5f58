"""Python in the place of YAML: a call such as `Dense(64, relu)`, or a whole program of Keras."""

import ast
import re
import warnings
from typing import Any, NamedTuple

from netbuilder.diagnostics import Address, Diagnostic, Severity, advice
from netbuilder.diagnostics.sentence import _
from netbuilder.source import Document
from netbuilder.suggest.budget import BUDGET
from netbuilder.suggest.coerce import product

_ASSIGNED = re.compile(r"[A-Za-z_]\w*\s*=\s*(?=[A-Za-z_])")
_DECIMAL_COMMA = re.compile(r"(=\s*\d+|\w\(0),(\d+)(?=\s*[,)])")
"""`lr=0,01`, where Python has no number by itself, and `Dropout(0,5)`, where no layer takes a 0 and something else."""


class Variable(str):
    """A variable, or what is computed with one, as `len(words) + 1`: it stands for what the text does not say."""


class Call(NamedTuple):
    """A call with its arguments as plain data; an argument that is none, as a call within it, is the text it was."""

    name: str
    args: list[Any]
    options: dict[str, Any]


def called(text: str) -> Call | None:
    """The call that a text is, `x = Dense(64)(x)` and `model.add(Dense(64)),` too; None where it is none."""
    text = text.strip().rstrip(" ,;")
    if "(" not in text or len(text) > BUDGET.text or _depth(text) > BUDGET.depth:
        return None
    assigned = _ASSIGNED.match(text)
    text = text[assigned.end() :] if assigned else text
    call = _parsed(_DECIMAL_COMMA.sub(r"\1.\2", text))
    while isinstance(call, ast.Call) and _name(call.func) == "add" and len(call.args) == 1:
        call = call.args[0]  # model.add(Dense(64))
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Call):
        call = call.func  # Dense(64)(x)
    if not isinstance(call, ast.Call) or any(isinstance(arg, ast.Starred) for arg in call.args):
        return None
    options = {keyword.arg: _plain(keyword.value) for keyword in call.keywords if keyword.arg}
    if len(options) < len(call.keywords):
        return None  # `**options`: what it is called with stands elsewhere
    return Call(_name(call.func), [_plain(arg) for arg in call.args], options)


def _depth(text: str) -> int:
    """How many brackets of a text are open at once at most."""
    depth = deepest = 0
    for mark in text:
        depth += (mark in "([{") - (mark in ")]}")
        deepest = max(deepest, depth)
    return deepest


def _parsed(text: str) -> ast.expr | None:
    try:
        with warnings.catch_warnings(action="ignore"):
            return ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _plain(node: ast.expr) -> Any:
    if isinstance(node, ast.Tuple | ast.List):
        return [_plain(item) for item in node.elts]
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError):
        pass
    if isinstance(node, ast.Name):
        return Variable(node.id)
    text = ast.unparse(node)
    if isinstance(node, ast.BinOp | ast.Subscript):
        value = product(text)
        return Variable(text) if value is None else value
    return _name(node) or text


def _name(node: ast.expr) -> str:
    """The last part of a dotted name; empty for what is no name."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


_CODE = re.compile(r"\w\(")
_PROGRAM = re.compile(
    r"^[ \t]*(?:from|import)[ \t]+(?:keras|tensorflow|tf_keras)\b"
    r"|\bSequential\("
    r"|\bmodel[ \t]*\.[ \t]*(?:add|compile|fit|summary)\("
    r"|\bkeras\.(?:layers|models|Sequential|Model)\b"
    r"|^import[ \t]+\w+[ \t]*$",
    re.MULTILINE,
)
_LAYERS = re.compile(r"^(?:layers|camadas|model)[ \t]*:[^\n]*\n[ \t]*-[ \t]", re.MULTILINE)
_LOOKED_AT = 100_000


def keras_program(document: Document) -> Diagnostic | None:
    """What to do with a text that is no config and a program of Keras, or has a line of one; None for all else."""
    text = document.text.string
    match = _PROGRAM.search(text[:_LOOKED_AT])
    if match is None:
        return None
    at = match.end()
    span = document.text.span(document.text.line_start(at), document.text.line_end(at))
    message = _("the file is a Python program, and a network file holds no code")
    fix = advice(_("run it, then `netbuilder.from_keras(model).to_yaml()` is its model as a config"))
    if _LAYERS.search(text[:_LOOKED_AT]):
        if any(problem.suggestion.edits for problem in document.problems):
            return None
        message = _("this line is Python, and a network file holds no code")
        fix = advice(_("remove it; `netbuilder build` makes the model and compiles it"))
    return Diagnostic("NB001", "unreadable-yaml", Severity.ERROR, message, span, suggestion=fix)


def is_code(text: str) -> bool:
    """Whether a text in the place of layers is lines of Python: something in it is called."""
    return _CODE.search(text[:_LOOKED_AT]) is not None


def code_in_layers(address: Address) -> Diagnostic:
    """What to do with lines of Python in the place of the list of layers."""
    message = _("`layers` holds lines of Python, and a network file holds no code")
    fix = _("`- Dense: {units: 64}` for every layer, or run it: `netbuilder.from_keras(model).to_yaml()` is its config")
    return Diagnostic("NB014", "wrong-type", Severity.ERROR, message, address, suggestion=advice(fix))
