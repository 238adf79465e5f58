"""Stand-ins for the custom pieces of a network: what their source says of their arguments, without running it."""

import ast
from collections.abc import Callable, Iterator, Mapping
from inspect import Parameter, Signature
from typing import Any

from netbuilder.vocabulary.base.registry import find

_BASES = {
    "Layer": "layer",
    "Loss": "loss",
    "Metric": "metric",
    "Initializer": "initializer",
    "Regularizer": "regularizer",
    "Constraint": "constraint",
    "Optimizer": "optimizer",
    "LearningRateSchedule": "schedule",
}
"""What a class of Keras makes of one that derives from it."""
_REGISTER = "register_keras_serializable"
_EVERY_LAYER = ("name", "trainable", "dtype", "activity_regularizer", "autocast")


def stubs(text: str) -> dict[str, Callable[..., Any]]:
    """A class for every class of a module that derives from one of Keras, by the names it is registered under.

    Functions are there where they are registered: nothing else says that one is for a network.
    """
    classes: dict[str, type] = {}
    by_name: dict[str, Callable[..., Any]] = {}
    for statement in statements(text):
        if isinstance(statement, ast.FunctionDef) and len(words := _names(statement)) > 1:
            by_name |= dict.fromkeys(words, _function(statement.name))
        if not isinstance(statement, ast.ClassDef):
            continue
        base = next((cls for expression in statement.bases if (cls := _base(expression, classes)) is not None), None)
        if base is not None:
            stub = classes[statement.name] = _class(statement, base)
            by_name |= dict.fromkeys(_names(statement), stub)
    return by_name


def statements(text: str) -> list[ast.stmt]:
    """The statements of a module; none of one that is no Python."""
    try:
        return ast.parse(text).body
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return []


def _base(expression: ast.expr, classes: Mapping[str, type]) -> type | None:
    """The class that one derives from: another of the module, or one that Keras has under that name."""
    name = expression.attr if isinstance(expression, ast.Attribute) else getattr(expression, "id", "")
    if name in classes:
        return classes[name]
    if name in _BASES:
        return _root(name)
    for root, kind in _BASES.items():
        if (cls := find(kind, name)) is not None:
            return _of_keras(name, tuple(cls.option_names()), (_root(root),))
    return None


def _root(name: str) -> type:
    """What everything of a kind derives from."""
    options = _EVERY_LAYER if name == "Layer" else ("name", "dtype")
    return _of_keras("BaseOptimizer" if name == "Optimizer" else name, options, ())


def _of_keras(name: str, options: tuple[str, ...], bases: tuple[type, ...]) -> type:
    parameters = [Parameter(option, Parameter.KEYWORD_ONLY, default=None) for option in options]
    return _with_signature(name, "keras", parameters, bases, takes_more=True)


def _class(statement: ast.ClassDef, base: type) -> type:
    init = next(
        (item for item in statement.body if isinstance(item, ast.FunctionDef) and item.name == "__init__"), None
    )
    if init is None:
        return type(statement.name, (base,), {"__module__": "custom", "__doc__": ast.get_docstring(statement)})
    stub = _with_signature(
        statement.name, "custom", list(_parameters(init.args)), (base,), takes_more=init.args.kwarg is not None
    )
    stub.__doc__ = ast.get_docstring(statement)
    return stub


def _function(name: str) -> Callable[..., Any]:
    def function(*arguments: Any, **options: Any) -> None:
        raise NotImplementedError("a stand-in is never called")

    function.__name__ = name
    return function


def _parameters(arguments: ast.arguments) -> Iterator[Parameter]:
    positional = [*arguments.posonlyargs, *arguments.args][1:]
    defaults: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults))
    defaults += arguments.defaults[-len(positional) :] if positional else []
    for argument, default in [
        *zip(positional, defaults, strict=False),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]:
        value = Parameter.empty if default is None else _literal(default)
        annotation = argument.annotation.id if isinstance(argument.annotation, ast.Name) else Parameter.empty
        yield Parameter(argument.arg, Parameter.KEYWORD_ONLY, default=value, annotation=annotation)


def _literal(expression: ast.expr) -> Any:
    try:
        return ast.literal_eval(expression)
    except (ValueError, TypeError, MemoryError, RecursionError):
        return None  # something that only running it would tell


def _with_signature(
    name: str, module: str, parameters: list[Parameter], bases: tuple[type, ...], *, takes_more: bool
) -> type:
    more = [Parameter("kwargs", Parameter.VAR_KEYWORD)] if takes_more else []
    itself = Parameter("self", Parameter.POSITIONAL_ONLY)

    def init(self: Any, **options: Any) -> None:
        raise NotImplementedError("a stand-in is never made")

    init.__signature__ = Signature([itself, *parameters, *more])  # type: ignore[attr-defined]
    return type(name, bases, {"__init__": init, "__module__": module})


def _names(statement: ast.ClassDef | ast.FunctionDef) -> list[str]:
    """The names under which a class or function is registered: its own, and that with its package."""
    names = [statement.name]
    for decorator in statement.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func).endswith(_REGISTER):
            words = dict(zip(("package", "name"), map(_literal, decorator.args), strict=False))
            words |= {keyword.arg or "": _literal(keyword.value) for keyword in decorator.keywords}
            name = str(words.get("name") or statement.name)
            names += [f"{words.get('package') or 'Custom'}>{name}", name]
    return names
