"""The sentences behind classes and options, read from the source: only `explain`, the JSON Schema and the docs ask.

Pydantic could collect them too, but would read every file's source at every start.
"""

import ast
import inspect
import sys
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netbuilder.vocabulary.base.node import Node


def class_doc(cls: type) -> str:
    """What a class says of itself, as one text; empty where it says nothing."""
    return inspect.cleandoc(cls.__doc__) if cls.__doc__ else ""


def summary(cls: type) -> str:
    """The first paragraph of that, on one line."""
    return " ".join(class_doc(cls).partition("\n\n")[0].split())


def field_docs(cls: "type[Node]") -> dict[str, str]:
    """What is said of every option, inherited ones too, each on one line."""
    docs: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        docs |= _docs_in(base.__module__).get(base.__qualname__, {})
    return {name: docs[name] for name in cls.option_names() if name in docs}


@cache
def _docs_in(module: str) -> dict[str, dict[str, str]]:
    """For every class of a module, the sentences that stand under its options."""
    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except (KeyError, OSError, TypeError, SyntaxError):  # a class of a notebook, or made by a function
        return {}
    docs: dict[str, dict[str, str]] = {}
    _collect(tree.body, "", docs)
    return docs


def _collect(body: list[ast.stmt], outer: str, docs: dict[str, dict[str, str]]) -> None:
    for statement in body:
        if isinstance(statement, ast.ClassDef):
            name = outer + statement.name
            docs[name] = _sentences(statement.body)
            _collect(statement.body, f"{name}.", docs)
        elif isinstance(statement, ast.FunctionDef):
            _collect(statement.body, f"{outer}{statement.name}.<locals>.", docs)


def _sentences(body: list[ast.stmt]) -> dict[str, str]:
    docs = {}
    for pair in pairwise(body):
        match pair:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(sentence))):
                docs[name] = " ".join(sentence.split())
    return docs
