"""IntegerLookup and StringLookup: words and numbers into their place in a vocabulary."""

from typing import Annotated, Any, Literal, Self

from pydantic import model_validator

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.dtypes import NUMBERS, Ids
from netbuilder.vocabulary.base.dtypes import TEXT as TEXT_ONLY
from netbuilder.vocabulary.base.facts import PADDED, option_dependent
from netbuilder.vocabulary.base.fields import Choice, Nullable
from netbuilder.vocabulary.base.layer import AT_ALL, TRAINING
from netbuilder.vocabulary.base.layer_roles import Adaptable, Lacking
from netbuilder.vocabulary.base.releases import Since
from netbuilder.vocabulary.base.shapes import Shape
from netbuilder.vocabulary.base.validation_errors import clash
from netbuilder.vocabulary.base.values import TEXT, Flag, ListedWhole, OptionalInteger
from netbuilder.vocabulary.families.encoding import LookupMode, Salt, one_hot, pooled
from netbuilder.vocabulary.families.lookup import Encoding, IdfWeights, Lookup, MaxTokens, WholeNumbers, Words

OptionalText = Annotated[str | None, Nullable(TEXT)]


class _Lookup(Adaptable, Lacking, frozen=True):
    """What both lookups share."""

    counts_with = (PADDED,)
    passes_gradient = False
    lacks = ("activity_regularizer", "autocast")
    example_input = (1,)

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        self._lookup().check()
        return self

    @property
    def is_adapted(self) -> bool:
        return self._lookup().vocabulary is not None

    def output_ids(self, ids: Ids | None) -> Ids | None:
        return self._lookup().ids

    def output_shape(self, shape: Shape) -> Shape:
        lookup = self._lookup()
        if lookup.output_mode == "int":
            return shape
        if lookup.output_mode == "one_hot":
            return one_hot(shape, lookup.depth)
        return pooled(type(self).__name__, lookup.output_mode, shape, lookup.depth)

    def _lookup(self) -> Lookup:
        options: Any = self
        return Lookup(**{option: getattr(options, option) for option in Lookup._fields})


class IntegerLookup(_Lookup, frozen=True):
    """Turns whole numbers into their place in a vocabulary."""

    max_tokens: MaxTokens = None
    """How many places there are at most, with those for unknown numbers and the mask."""
    num_oov_indices: ListedWhole = 1
    """How many places unknown numbers share; 0 stops at one."""
    mask_token: OptionalInteger = None
    """The number that means "no data here" and gets place 0."""
    oov_token: OptionalInteger = -1
    """The number for an unknown place, where `invert` is true."""
    vocabulary: WholeNumbers = None
    """The numbers, as a list; left out, `adapt` takes them from data."""
    vocabulary_dtype: Annotated[Literal["int64"], Choice("int64")] = "int64"
    """Type of the numbers; Keras knows `int64` only."""
    idf_weights: IdfWeights = None
    """Weights of the numbers for `tf_idf`, as a list."""
    invert: Flag = False
    """Whether places become numbers again."""
    output_mode: LookupMode = "int"
    """int: the place; one_hot: a vector for it; multi_hot, count, tf_idf: one vector for all of a sample."""
    sparse: Flag = False
    """Whether the vectors keep only what is not zero."""
    pad_to_max_tokens: Flag = False
    """Whether the vectors have `max_tokens` places, also where the vocabulary is smaller."""
    oov_method: Annotated[Literal["floormod", "farmhash"], Choice("floormod", "farmhash"), Since("3.14")] = "floormod"
    """How unknown numbers are spread over their places: by remainder or by a hash."""
    salt: Annotated[Salt, Since("3.14")] = None
    """Makes another hash; a whole number, or a list of two."""

    accepted = NUMBERS
    stops_on_backend = {"jax": TRAINING}
    makes_sparse = option_dependent(False, lambda layer: layer.sparse)
    needs_full_batches = option_dependent(False, lambda layer: layer.sparse and layer.output_mode == "one_hot")
    example = {"vocabulary": [10, 20, 30]}
    input_dtype = "int64"

    @model_validator(mode="after")
    def _salt_goes_with_hash(self) -> Self:
        if self.salt is not None and self.oov_method != "farmhash":
            raise clash("salt", self.salt, _("null where `oov_method` is not `farmhash`"))
        return self

    def output_dtype(self, dtype: str, precision: str) -> str:
        return "float32" if self.output_mode == "tf_idf" else "int64"


class StringLookup(_Lookup, frozen=True):
    """Turns words into their place in a vocabulary."""

    max_tokens: MaxTokens = None
    """How many places there are at most, with those for unknown words and the mask."""
    num_oov_indices: ListedWhole = 1
    """How many places unknown words share; 0 stops at one."""
    mask_token: OptionalText = None
    """The word that means "no data here" and gets place 0."""
    oov_token: OptionalText = "[UNK]"
    """The word for an unknown place, where `invert` is true."""
    vocabulary: Words = None
    """The words, as a list; left out, `adapt` takes them from data."""
    idf_weights: IdfWeights = None
    """Weights of the words for `tf_idf`, as a list."""
    invert: Flag = False
    """Whether places become words again."""
    output_mode: LookupMode = "int"
    """int: the place; one_hot: a vector for it; multi_hot, count, tf_idf: one vector for all of a sample."""
    pad_to_max_tokens: Flag = False
    """Whether the vectors have `max_tokens` places, also where the vocabulary is smaller."""
    sparse: Flag = False
    """Whether the vectors keep only what is not zero."""
    encoding: Encoding = "utf-8"
    """How the words are written in bytes."""
    salt: Annotated[Salt, Since("3.14")] = None
    """Makes another hash of unknown words; a whole number, or a list of two."""

    accepted = option_dependent(TEXT_ONLY, lambda layer: NUMBERS if layer.invert else TEXT_ONLY)
    stops_on_backend = {"jax": AT_ALL, "torch": AT_ALL}
    makes_sparse = option_dependent(False, lambda layer: layer.sparse)
    needs_full_batches = option_dependent(False, lambda layer: layer.sparse and layer.output_mode == "one_hot")
    example = {"vocabulary": ["red", "green", "blue"]}
    input_dtype = option_dependent("string", lambda layer: "int64" if layer.invert else "string")

    def output_dtype(self, dtype: str, precision: str) -> str:
        return "string" if self.invert else "float32" if self.output_mode == "tf_idf" else "int64"
