"""TextVectorization: texts into numbers."""

from typing import Annotated, Any, Literal, Self

from pydantic import model_validator

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.dtypes import TEXT, Ids
from netbuilder.vocabulary.base.facts import PADDED, option_dependent
from netbuilder.vocabulary.base.fields import Choice, ListOf, Nullable
from netbuilder.vocabulary.base.layer import AT_ALL
from netbuilder.vocabulary.base.layer_roles import Adaptable
from netbuilder.vocabulary.base.number_fields import COUNT, Either
from netbuilder.vocabulary.base.shapes import Shape, wrong_rank
from netbuilder.vocabulary.base.validation_errors import clash
from netbuilder.vocabulary.base.values import Flag, OptionalCount
from netbuilder.vocabulary.families.lookup import Encoding, IdfWeights, Lookup, MaxTokens, Words

_STANDARDIZE = ("lower_and_strip_punctuation", "lower", "strip_punctuation")
_NGRAMS = _("a whole number of at least 1, or a list of them")
_MODES = ("int", "multi_hot", "count", "tf_idf")


class TextVectorization(Adaptable, frozen=True):
    """Splits texts into words and turns them into their places in a vocabulary: a text becomes (words,)."""

    max_tokens: MaxTokens = None
    """How many words the vocabulary has at most, with those for padding and unknown words."""
    standardize: Annotated[
        Literal["lower_and_strip_punctuation", "lower", "strip_punctuation"] | None,
        Nullable(Choice(*_STANDARDIZE, expected=_("`lower`, `strip_punctuation` or `lower_and_strip_punctuation`"))),
    ] = "lower_and_strip_punctuation"
    """What is done to texts first: lower_and_strip_punctuation, lower, strip_punctuation or nothing."""
    split: Annotated[Literal["whitespace", "character"] | None, Nullable(Choice("whitespace", "character"))] = (
        "whitespace"
    )
    """Where texts are split: at whitespace, after every character, or not at all."""
    ngrams: Annotated[
        int | list[int] | tuple[int, ...] | None,
        Nullable(Either(COUNT, ListOf(COUNT, _NGRAMS, least=1), _NGRAMS)),
    ] = None
    """Up to how many words in a row count as one more word; a list says how many exactly."""
    output_mode: Annotated[Literal["int", "multi_hot", "count", "tf_idf"], Choice(*_MODES)] = "int"
    """int: the place of every word; multi_hot, count, tf_idf: one vector for the whole text."""
    output_sequence_length: OptionalCount = None
    """How many words come out: texts are cut or padded to it; left out, as many as the longest has."""
    pad_to_max_tokens: Flag = False
    """Whether vectors have `max_tokens` places, also where the vocabulary is smaller."""
    vocabulary: Words = None
    """The words, as a list; left out, `adapt` takes them from data."""
    idf_weights: IdfWeights = None
    """Weights of the words for `tf_idf`, as a list."""
    sparse: Flag = False
    """Whether vectors keep only what is not zero."""
    ragged: Flag = False
    """Whether texts keep their own lengths instead of being padded."""
    encoding: Encoding = "utf-8"
    """How the texts are written in bytes."""

    counts_with = (PADDED,)
    accepted = TEXT
    stops_on_backend = {"jax": AT_ALL, "torch": AT_ALL}
    makes_sparse = option_dependent(False, lambda layer: layer.sparse)
    passes_gradient = False
    makes_inside = ("StringLookup",)
    example = {"vocabulary": ["good", "bad"], "output_sequence_length": 8}
    example_input = ()
    input_dtype = "string"

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        if self.output_mode != "int":
            if self.output_sequence_length is not None:
                expected = _("null where `output_mode` is not `int`")
                raise clash("output_sequence_length", self.output_sequence_length, expected)
            if self.ragged:
                raise clash("ragged", True, _("false where `output_mode` is not `int`"))
        self._lookup().check()
        return self

    @property
    def is_adapted(self) -> bool:
        return self.vocabulary is not None

    def output_dtype(self, dtype: str, precision: str) -> str:
        return "float32" if self.output_mode == "tf_idf" else "int64"

    def output_ids(self, ids: Ids | None) -> Ids | None:
        return self._lookup().ids

    def output_shape(self, shape: Shape) -> Shape:
        if self.split is None:
            if len(shape) != 2:
                raise wrong_rank("TextVectorization", _("(words,) with `split: null`"), shape)
        elif not (len(shape) == 1 or (shape[1:] == (1,) and self.output_mode == "int")):
            fix = "`input: {shape: [], dtype: string}`"
            raise wrong_rank("TextVectorization", _("one text a sample"), shape, fix=fix)
        return (shape[0], self.output_sequence_length if self.output_mode == "int" else self._lookup().depth)

    def predicted_shape(self, shape: Shape) -> Shape:
        return (shape[0], None) if self.ragged else self.output_shape(shape)

    def _lookup(self) -> Lookup:
        fixed: dict[str, Any] = {"invert": False, "num_oov_indices": 1, "mask_token": "", "oov_token": "[UNK]"}
        own = {option: getattr(self, option) for option in Lookup._fields if option not in fixed}
        return Lookup(**own, **fixed)
