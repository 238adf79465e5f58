"""Custom pieces: classes and functions that the caller brings for one call, found by name like Keras' own.

A file never names code to import; these names mean something only inside `custom_class.custom_objects`.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from netbuilder.vocabulary.base.node import Item, Node


Maker = Callable[[str, str, Any], "type[Item] | None"]
"""Makes the vocabulary class of a kind for a custom piece of a name; None where the piece is of another kind."""


class _Scope:
    def __init__(self, objects: Mapping[str, Any], make: Maker) -> None:
        self.objects = objects
        self.make = make
        self.classes: dict[tuple[str, str], type[Item] | None] = {}


_scope: ContextVar[_Scope | None] = ContextVar("custom_objects", default=None)
_python: "WeakKeyDictionary[type[Node], Any]" = WeakKeyDictionary()


@contextmanager
def open_scope(objects: Mapping[str, Any], make: Maker) -> Iterator[None]:
    """Inside, these names stand for these classes and functions; outer scopes still count."""
    outer = _scope.get()
    token = _scope.set(_Scope({**(outer.objects if outer else {}), **objects}, make))
    try:
        yield
    finally:
        _scope.reset(token)


def lookup(kind: str, name: str) -> "type[Item] | None":
    """The vocabulary class of a custom piece; None where there is none of that kind and name."""
    scope = _scope.get()
    if scope is None or name not in scope.objects:
        return None
    key = (kind, name)
    if key not in scope.classes:
        cls = scope.classes[key] = scope.make(kind, name, scope.objects[name])
        if cls is not None:
            _python[cls] = scope.objects[name]
    return scope.classes[key]


def is_active() -> bool:
    """Whether the caller has brought custom pieces: what is read now may mean something else in the next call."""
    return _scope.get() is not None


def custom_names(kind: str) -> list[str]:
    """The names of the custom pieces that can stand for that kind."""
    scope = _scope.get()
    return [name for name in scope.objects if lookup(kind, name) is not None] if scope is not None else []


def python_object(cls: "type[Node]") -> Any | None:
    """The class or function behind a custom class of the vocabulary; None for Keras' own."""
    return _python.get(cls)
