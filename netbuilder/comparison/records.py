"""What differs between two networks, as records: how it looks is the business of `views`."""

from typing import Literal, NamedTuple

from netbuilder.diagnostics.record import html_of, text_of
from netbuilder.vocabulary.base.shapes import Shape


class LayerState(NamedTuple):
    """One layer of a network with everything decided."""

    index: int  # type: ignore[assignment]  # the field's own word, over tuple.index
    """Its place in the network, from 0; repeats unrolled, nested models opened."""
    name: str
    """The author's name for it; empty where Keras counts."""
    class_name: str
    options: dict[str, str]
    """What is not Keras' default, as YAML text by option; initializers are beside it."""
    initializers: dict[str, str]
    """What every weight is drawn from, by role."""
    chosen_by: dict[str, str]
    """Who chose that: `you`, `keras` or the code of a rule."""
    output: Shape | None
    parameters: int | None

    @property
    def sample(self) -> Shape | None:
        """The output's shape without the batch axis; None where it is unknown."""
        return None if self.output is None else self.output[1:]

    @property
    def identity(self) -> tuple[object, ...]:
        """What makes it the same layer wherever it stands; shapes follow from what stands before it."""
        return (self.class_name, self.name, *sorted(self.options.items()), *sorted(self.initializers.items()))


class Change(NamedTuple):
    """One thing that differs, as text of both sides; empty where a side does not have it."""

    what: str
    """`units`, `kernel_initializer`, `compile.loss`, `parameters`."""
    before: str
    after: str


class LayerPair(NamedTuple):
    """A layer of both networks, or of one."""

    kind: Literal["equal", "changed", "added", "removed"]
    before: LayerState | None
    after: LayerState | None
    changes: tuple[Change, ...] = ()
    """Of options and initializers, for a changed layer."""

    @property
    def is_moved_in_shape(self) -> bool:
        """Whether only what goes in and out differs."""
        before, after = self.before, self.after
        if self.kind != "equal" or before is None or after is None:
            return False
        return (before.sample, before.parameters) != (after.sample, after.parameters)


class Finding(NamedTuple):
    """What the check says of one network and not of the other."""

    code: str
    name: str
    message: str


class Comparison(NamedTuple):
    """Two networks side by side."""

    before_name: str
    after_name: str
    layers: tuple[LayerPair, ...]
    settings: tuple[Change, ...]
    """Input, compile, runtime, seed and the like."""
    totals: tuple[Change, ...]
    """Parameters and memory; those that are equal too."""
    choosers: tuple[Change, ...]
    """Equal initializers that somebody else chose."""
    appeared: tuple[Finding, ...]
    gone: tuple[Finding, ...]

    @property
    def is_equal(self) -> bool:
        """Whether both are the same network; what rules say of its writing, and who chose what, counts for nothing."""
        return not self.settings and all(pair.kind == "equal" for pair in self.layers)  # shapes follow from both

    def __str__(self) -> str:
        return text_of(self)

    def __repr__(self) -> str:
        return text_of(self)

    def _repr_html_(self) -> str | None:
        return html_of(self)
