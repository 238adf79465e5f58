"""CategoryEncoding, Discretization and Hashing: numbers and words into categories."""

from typing import Annotated, Any, Self, cast

from pydantic import model_validator

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.dtypes import (
    ANYTHING,
    FLOATS_AND_WHOLE,
    TEXT,
    WHOLE_AND_BOOL,
    Ids,
    Kind,
    Table,
    on_others,
)
from netbuilder.vocabulary.base.facts import CountsWith, option_dependent
from netbuilder.vocabulary.base.fields import ListOf, Nullable, Refined, Scalar
from netbuilder.vocabulary.base.layer import TRAINING
from netbuilder.vocabulary.base.layer_roles import Adaptable, Lacking, Preprocessing
from netbuilder.vocabulary.base.number_fields import as_int
from netbuilder.vocabulary.base.releases import MEASURED, Note, Since
from netbuilder.vocabulary.base.shapes import Shape, wrong_rank
from netbuilder.vocabulary.base.validation_errors import Problem, clash, nested, out_of_range, wrong_type
from netbuilder.vocabulary.base.values import NUMBER, Count, Flag, OptionalCount, Positive
from netbuilder.vocabulary.families.encoding import EncodingMode, OneHotMode, Salt, one_hot, pooled, sparse_clash


class CategoryEncoding(Preprocessing, frozen=True):
    """Turns whole numbers into vectors with a place for each: one for every number, or one for all of a sample."""

    num_tokens: Count
    """How many different numbers there are: the largest plus 1."""
    output_mode: OneHotMode = "multi_hot"
    """one_hot: a vector for each number; multi_hot: one for all, with ones; count: one for all, with counts."""
    sparse: Annotated[Flag, Since("3.2")] = False
    """Whether the vectors keep only what is not zero; Keras can do it with one_hot."""

    makes_sparse = option_dependent(False, lambda layer: layer.sparse)
    needs_full_batches = option_dependent(False, lambda layer: layer.sparse and layer.output_mode == "one_hot")
    takes_sparse = True
    passes_gradient = False
    runs_elsewhere = on_others(WHOLE_AND_BOOL | {"float16", "bfloat16"})
    stops_under = WHOLE_AND_BOOL - {"int32", "int64"} | {"float16", "bfloat16"}
    example = {"num_tokens": 4}
    example_input = (3,)
    input_dtype = "int32"

    @property
    def table(self) -> Table:
        return Table("num_tokens", self.num_tokens)

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        if self.sparse and self.output_mode != "one_hot":
            raise clash(
                "sparse",
                True,
                _("false where `output_mode` is `{output_mode}`", output_mode=self.output_mode),
                why=_("Keras stops in fit"),
            )
        return self

    def output_shape(self, shape: Shape) -> Shape:
        if self.output_mode == "one_hot":
            return one_hot(shape, self.num_tokens)
        return pooled("CategoryEncoding", self.output_mode, shape, self.num_tokens)


def _boundaries(numbers: tuple[float, ...]) -> tuple[float, ...]:
    ascending = sorted(numbers)
    if list(numbers) != ascending:
        raise out_of_range(_("numbers in ascending order"), fix=_("sort them"), repair=ascending)
    return numbers


_NUMBERS = ListOf(NUMBER, _("a list of numbers in ascending order"), least=1)


_HALF = frozenset({"float16", "bfloat16", "mixed_float16", "mixed_bfloat16"})
_UNSIGNED = frozenset({"uint64"})


class Discretization(Adaptable, Lacking, frozen=True):
    """Turns numbers into the number of the bin that they fall in."""

    bin_boundaries: Annotated[list[float] | tuple[float, ...] | None, Nullable(Refined(_NUMBERS, _boundaries))] = None
    """Where one bin ends and the next begins, ascending: n boundaries make n + 1 bins."""
    num_bins: OptionalCount = None
    """How many bins `adapt` makes from data, where no boundaries are written."""
    epsilon: Positive = 0.01
    """How exact `adapt` finds the boundaries; the smaller, the more memory it takes."""
    output_mode: EncodingMode = "int"
    """int: the bin's number; one_hot: a vector for each; multi_hot, count: one for all of a sample."""
    sparse: Flag = False
    """Whether the vectors keep only what is not zero."""

    makes_sparse = option_dependent(False, lambda layer: layer.sparse)
    needs_full_batches = option_dependent(False, lambda layer: layer.sparse and layer.output_mode == "one_hot")
    takes_sparse = True
    # TensorFlow counts in 32 and 64 bits only, and puts no unsigned 64 bits into bins.
    stops_under = option_dependent(
        _UNSIGNED, lambda layer: _HALF | _UNSIGNED if layer.output_mode in ("multi_hot", "count") else _UNSIGNED
    )
    passes_gradient = False
    notes = (
        Note(
            _("Discretization says a shape that it does not give"),
            f"{MEASURED}; release found in the sources",
            until="3.14",
            effect="stops",
            options=("output_mode",),
            when=lambda layer: layer.output_mode == "one_hot",
            why=_("a layer after it is built for another size, and stops when it runs"),
        ),
    )
    counts_with = (CountsWith(("epsilon",), ("num_bins",)),)
    lacks = ("trainable", "activity_regularizer", "autocast")
    example = {"bin_boundaries": [0.0, 1.0, 2.0]}

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        if self.bin_boundaries is None and self.num_bins is None:
            raise nested([Problem("missing-option", ("bin_boundaries",), None, None)])
        if self.bin_boundaries is not None and self.num_bins is not None:
            raise clash("num_bins", self.num_bins, _("null where `bin_boundaries` is written"))
        if self.sparse and self.output_mode == "int":
            raise sparse_clash()
        return self

    @property
    def is_adapted(self) -> bool:
        return self.bin_boundaries is not None

    @property
    def bins(self) -> int:
        """How many bins there are."""
        return cast(int, self.num_bins) if self.bin_boundaries is None else len(self.bin_boundaries) + 1

    def output_dtype(self, dtype: str, precision: str) -> str | None:
        return "int32" if self.output_mode == "int" else super().output_dtype(dtype, precision)

    def output_ids(self, ids: Ids | None) -> Ids | None:
        return Ids(self.bins - 1, True) if self.output_mode == "int" else None

    def output_shape(self, shape: Shape) -> Shape:
        if self.output_mode == "int":
            return shape
        depth = self.bins
        if self.output_mode == "one_hot":
            return one_hot(shape, depth)
        if len(shape) == 1:
            return pooled("Discretization", self.output_mode, shape, depth)
        return (shape[0], *shape[2:], depth)


def _mask_value(value: Any) -> int | str | None:
    if value is None or type(value) is str or as_int(value) is not None:
        return value  # type: ignore[no-any-return]
    raise wrong_type(_("a whole number or a word"))


_MASK = Scalar(_mask_value, {"type": ["integer", "string", "null"]}, _("a whole number"), _("a text"), "null")


class Hashing(Preprocessing, frozen=True):
    """Turns words or whole numbers into one of so many numbers, without a list of them."""

    num_bins: Count
    """How many numbers there are to fall on; different words can fall on the same."""
    mask_value: Annotated[int | str | None, _MASK] = None
    """The input that becomes number 0, which nothing else then does."""
    salt: Salt = None
    """Makes other numbers of the same words; a whole number, or a list of two."""
    output_mode: EncodingMode = "int"
    """int: the number; one_hot: a vector for it; multi_hot, count: one vector for all of a sample."""
    sparse: Flag = False
    """Whether the vectors keep only what is not zero."""

    # Without `mask_value` every kind; with it the values are compared to that.
    accepted = option_dependent(ANYTHING, lambda layer: layer._compared)
    makes_sparse = option_dependent(False, lambda layer: layer.sparse)
    needs_full_batches = option_dependent(False, lambda layer: layer.sparse and layer.output_mode == "one_hot")
    takes_sparse = True
    passes_gradient = False
    stops_on_backend = {"jax": TRAINING}
    example = {"num_bins": 4}
    example_input = (3,)
    input_dtype = "string"

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        if self.output_mode == "int":
            if self.sparse:
                raise sparse_clash()
            if self.dtype not in (None, "int32", "int64"):
                raise clash("dtype", self.dtype, _("`int32` or `int64` where `output_mode` is `int`"))
        return self

    @property
    def _compared(self) -> frozenset[Kind]:
        if self.mask_value is None or self.num_bins == 1:
            return ANYTHING
        return TEXT if isinstance(self.mask_value, str) else FLOATS_AND_WHOLE

    def output_dtype(self, dtype: str, precision: str) -> str | None:
        if self.output_mode == "int":
            return "int32" if self.dtype == "int32" else "int64"
        return super().output_dtype(dtype, precision)

    def output_ids(self, ids: Ids | None) -> Ids | None:
        return Ids(self.num_bins - 1, True) if self.output_mode == "int" else None

    def output_shape(self, shape: Shape) -> Shape:
        if self.output_mode == "int":
            return shape
        if self.output_mode != "one_hot":
            return pooled("Hashing", self.output_mode, shape, self.num_bins)
        if len(shape) < 2 or shape[-1] != 1:
            why = _("of more than one word a sample Keras counts the vectors wrongly")
            fix = _("`output_mode: int`, then CategoryEncoding with `output_mode: one_hot`")
            raise wrong_rank("Hashing", _("(..., 1) with `output_mode: one_hot`"), shape, why=why, fix=fix)
        return (*shape[:-1], self.num_bins)
