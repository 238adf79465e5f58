"""Node: the base of everything that can be written in a network."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import PrivateAttr
from pydantic_core import ValidationError

from netbuilder.vocabulary.base.facts import CountsWith
from netbuilder.vocabulary.base.fast_model import FastModel
from netbuilder.vocabulary.base.fields import Field
from netbuilder.vocabulary.base.python_values import BeyondFiles, as_written
from netbuilder.vocabulary.base.refusals import positional_refusal, refusal
from netbuilder.vocabulary.base.releases import Note
from netbuilder.vocabulary.base.validation_errors import Problem, problems_of


class _Signature:
    """What `help` and the Tab key of a notebook show of a class: its options by name, with their defaults."""

    def __get__(self, instance: Any, owner: "type[Node]") -> Any:
        from inspect import Parameter, Signature  # only when somebody asks

        options = [(owner.written_name(name), owner.model_fields[name]) for name in owner.option_names()]
        options.sort(key=lambda option: not option[1].is_required())
        return Signature(
            [
                Parameter(
                    name,
                    Parameter.KEYWORD_ONLY,
                    default=Parameter.empty if field.is_required() else field.default,
                )
                for name, field in options
            ]
        )


if TYPE_CHECKING:

    class _Model(FastModel):
        pass
else:

    class _Refusing(type(FastModel)):
        """What a call in Python goes through and reading a file does not."""

        def __call__(cls, *args: Any, **options: Any) -> Any:
            if args:
                raise positional_refusal(cls, args)
            options = _as_written(cls, options)
            try:
                return super().__call__(**options)
            except ValidationError as error:
                problems = problems_of(error, cls, options)
            raise refusal(cls, problems) from None

    class _Model(FastModel, metaclass=_Refusing):
        """A model whose constructor says what does not fit as a ConfigError."""


class Node(_Model, frozen=True):
    """One thing of the vocabulary, with its options as fields.

    Options go by keyword. Raises `netbuilder.ConfigError` for options that do not fit.
    """

    example: ClassVar[dict[str, Any]] = {}
    """The smallest set of options that makes sense, as written in a file."""
    lacks: ClassVar[tuple[str, ...]] = ()
    """The inherited options that Keras does not take here."""
    counts_with: ClassVar[tuple[CountsWith, ...]] = ()
    """The options that change nothing by themselves, each with the one that decides whether they count."""
    since: ClassVar[str] = ""
    """The first release of Keras that has it; empty for what is as old as Keras 3. Of an option `Since` says it."""
    nearest: ClassVar[str] = ""
    """What is nearest to it in older releases; empty where nothing is."""
    notes: ClassVar[tuple[Note, ...]] = ()
    """What releases of Keras do otherwise; those of what it derives from hold too."""
    __signature__ = _Signature()

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            super().__setattr__(name, value)
            return
        cls = type(self).__name__
        raise AttributeError(f"a {cls} does not change once it is made; make another: {cls}(..., {name}={value!r})")

    def changed(self, **options: Any) -> Self:
        """A copy with options that are known to fit; nothing is validated."""
        return super().model_copy(update=options)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy, with other options if there are any.

        Raises:
            ConfigError: they do not fit.
        """
        if not update:
            return super().model_copy(deep=deep)
        return type(self)(**{**self.written_options(), **update})

    @property
    def written(self) -> set[str]:
        """The names of the options that the author gave."""
        return self.__pydantic_fields_set__

    def written_options(self) -> dict[str, Any]:
        """The options that the author gave, by their names in a file, in reading order."""
        return {self.written_name(name): getattr(self, name) for name in self.option_names() if name in self.written}

    @classmethod
    def option_names(cls) -> list[str]:
        """The options in reading order: the class's own first, its family's, then what every node of its kind has."""
        names = [name for name in cls.model_fields if name not in cls.lacks]
        own = [name for name in cls.__annotations__ if name in names]
        # What a family shares comes before what Layer, Loss, ... give to every class of the kind.
        kind = next((base for base in reversed(cls.__mro__) if "kind" in base.__dict__), None)
        common = kind.model_fields if kind is not None and issubclass(kind, Node) else {}
        family = [name for name in names if name not in own and name not in common]
        return own + family + [name for name in names if name in common and name not in own]

    @classmethod
    def written_name(cls, option: str) -> str:
        """What an option is called in a file, where a field cannot have that name: EinsumDense's `output_shape`."""
        return cls.model_fields[option].alias or option

    @classmethod
    def field_of(cls, option: str) -> Field:
        """What an option takes."""
        for fact in cls.model_fields[option].metadata:
            if isinstance(fact, Field):
                return fact
        raise KeyError(option)

    def __repr_args__(self) -> Any:
        names = [name for name in self.option_names() if name in self.model_fields_set]
        return [(self.written_name(name), getattr(self, name)) for name in names]


class Item(Node, frozen=True):
    """A node that is found by its kind and its name, and written as `Name: {option: value}`."""

    kind: ClassVar[str]
    """layer, initializer, loss, ...: a name means something only together with its kind."""
    keras_module: ClassVar[str] = ""
    """Where Keras has the classes of the kind, as `optimizers.schedules`."""
    runs_elsewhere: ClassVar[Mapping[str, frozenset[str]]] = {}
    """The dtypes and precisions that Keras takes with it on other backends, by their name, and not on TensorFlow."""
    only_bare: ClassVar[bool] = False
    """Whether it is a string that Keras itself resolves, as `accuracy`, and never `Name: {option: value}`."""

    @classmethod
    def keras_path(cls) -> str:
        """Where Keras has the class, as `keras.layers.Dense`; empty for what it has under no name of its own."""
        return "" if cls.only_bare else ".".join(filter(None, ("keras", cls.keras_module, cls.__name__)))

    def runs_on(self, backend: str, dtype: str) -> bool:
        """Whether a backend computes with it in a dtype or precision in which TensorFlow does not."""
        return dtype in self.runs_elsewhere.get(backend, ())


class Named(Item, frozen=True):
    """A node that may be written as one of Keras' string identifiers, such as `he_normal`."""

    identifiers: ClassVar[tuple[str, ...]] = ()
    """The strings by which Keras knows this class, besides the class name; they stand for its default options."""
    strings_since: ClassVar[Mapping[str, str]] = {}
    """The strings that came later than the class, each with its first release."""
    callable_bare: ClassVar[bool] = True
    """Whether such a string, or the bare class name, is enough: `MeanIoU` needs options, Keras stops at `Constant`."""

    _identifier: str | None = PrivateAttr(default=None)

    @property
    def identifier(self) -> str | None:
        """The string it was written as; None where it was written with options or made in Python."""
        return self.private("_identifier")  # type: ignore[no-any-return]

    @classmethod
    def from_identifier(cls, identifier: str) -> "Named":
        """The node with default options that remembers how it was written."""
        node = cls.model_validate({})
        node._identifier = identifier
        return node


def _as_written(cls: type[Node], options: dict[str, Any]) -> dict[str, Any]:
    """The options that a program passes, as plain values.

    Raises:
        ConfigError: one of them holds itself, or a number beyond all limits.
    """
    plain = {}
    for name, value in options.items():
        try:
            plain[name] = as_written(value)
        except BeyondFiles as beyond:
            raise refusal(cls, [Problem("wrong-type", (name,), cls, beyond.received, str(beyond))]) from None
    return plain
