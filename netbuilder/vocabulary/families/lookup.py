"""Vocabularies: the words or numbers that a lookup knows, and how many numbers it gives them."""

import codecs
from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any, NamedTuple

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.dtypes import Ids
from netbuilder.vocabulary.base.fields import Field, ListOf, Nullable, Refined
from netbuilder.vocabulary.base.number_fields import WholeField
from netbuilder.vocabulary.base.validation_errors import Problem, clash, nested, out_of_range, wrong_type
from netbuilder.vocabulary.base.values import INTEGER, NUMBER, TEXT

_PATH = _("a path is not read: a file of a network names no other files")
_SET = _("`model.layers[i].set_vocabulary(...)` in Python")


class _VocabularyField(ListOf):
    """A list that is never a path."""

    __slots__ = ()

    def __init__(self, item: Field, expected: str) -> None:
        super().__init__(item, expected, least=1)

    def validate(self, value: Any) -> tuple[Any, ...]:
        if isinstance(value, str):
            raise wrong_type(self.expected, why=_PATH, fix=_SET)
        return super().validate(value)


def _encoding(text: str) -> str:
    try:
        codecs.lookup(text)
    except LookupError:
        raise out_of_range(_("an encoding such as `utf-8`")) from None
    return text


Words = Annotated[Sequence[str] | None, Nullable(_VocabularyField(TEXT, _("a list of words")))]
WholeNumbers = Annotated[Sequence[int] | None, Nullable(_VocabularyField(INTEGER, _("a list of whole numbers")))]
IdfWeights = Annotated[
    Sequence[float] | None, Nullable(_VocabularyField(NUMBER, _("a list of numbers, one for every word")))
]
MaxTokens = Annotated[int | None, Nullable(WholeField(_("a whole number of at least 2"), 2))]
Encoding = Annotated[str, Refined(TEXT, _encoding)]


class Lookup(NamedTuple):
    """The options of a lookup that its vocabulary depends on."""

    vocabulary: Sequence[str | int] | None
    idf_weights: Sequence[float] | None
    max_tokens: int | None
    pad_to_max_tokens: bool
    output_mode: str
    sparse: bool
    invert: bool
    num_oov_indices: int
    mask_token: str | int | None
    oov_token: str | int | None

    @property
    def depth(self) -> int | None:
        """How long the vectors are that come out; None where `adapt` decides it."""
        if self.pad_to_max_tokens:
            return self.max_tokens
        return None if self.vocabulary is None else self._specials() + len(self._tokens())

    @property
    def ids(self) -> Ids | None:
        """The places that come out, those for mask and unknown words too; None where no option bounds them."""
        if self.output_mode != "int" or self.invert:
            return None
        if self.vocabulary is not None:
            return Ids(self._specials() + len(self._tokens()) - 1, True)
        return Ids(self.max_tokens - 1, False) if self.max_tokens is not None else None

    def check(self) -> None:
        """Refuse options that do not go together.

        Raises:
            PydanticCustomError: two of them do not.
        """
        mode = self.output_mode
        if self.pad_to_max_tokens and self.max_tokens is None:
            why = _("`pad_to_max_tokens` pads up to it")
            raise nested([Problem("missing-option", ("max_tokens",), None, None, why=why)])
        if self.invert and mode != "int":
            raise clash("output_mode", mode, _("`int` where `invert` is true"))
        if self.sparse and mode in ("int", "tf_idf"):  # weights of a sparse row: Keras stops at the first batch
            raise clash("sparse", True, _("false where `output_mode` is `{output_mode}`", output_mode=mode))
        if self.idf_weights is not None and mode != "tf_idf":
            raise clash("idf_weights", self.idf_weights, _("null where `output_mode` is not `tf_idf`"))
        if self.vocabulary is not None:
            self._check_vocabulary(self.vocabulary)
        elif self.idf_weights is not None:
            raise nested(
                [Problem("missing-option", ("vocabulary",), None, None, why=_("the weights are those of its words"))]
            )

    def _check_vocabulary(self, vocabulary: Sequence[str | int]) -> None:
        tokens = self._tokens()
        if not tokens:
            raise clash("vocabulary", list(vocabulary), _("a word besides mask and unknown"))
        repeated = _repeated(tokens)
        if repeated is not None:
            raise clash("vocabulary", repeated, _("every word once"))
        if self.mask_token is not None and self.mask_token in tokens:
            why = _("the mask token is added by itself")
            raise clash("vocabulary", self.mask_token, _("words without `mask_token`"), why=why)
        if self.invert and self.oov_token is not None and self.oov_token in tokens:
            why = _("the token for unknown words is added by itself")
            raise clash("vocabulary", self.oov_token, _("words without `oov_token`"), why=why)
        size = self._specials() + len(tokens)
        if self.max_tokens is not None and size > self.max_tokens:
            extra = self._specials()
            why = _(
                "{count} words and {extra} more for {part}unknown words",
                count=len(tokens),
                extra=extra,
                part=_("mask and ") if extra > 1 else "",
            )
            raise clash("max_tokens", self.max_tokens, _("a whole number of at least {size}", size=size), why=why)
        if self.output_mode == "tf_idf":
            if self.idf_weights is None:
                raise nested([Problem("missing-option", ("idf_weights",), None, None)])
            if len(self.idf_weights) != len(vocabulary):
                raise clash(
                    "idf_weights", self.idf_weights, _("{count} numbers, one for every word", count=len(vocabulary))
                )

    def _specials(self) -> int:
        """How many numbers are kept for the mask and for unknown words."""
        return self._masks() + self.num_oov_indices

    def _masks(self) -> int:
        return 1 if self.mask_token is not None and self.output_mode == "int" else 0

    def _tokens(self) -> list[str | int]:
        """The words themselves: the vocabulary may begin with the mask and the token for unknown words."""
        tokens, count = list(self.vocabulary or ()), self._specials()
        if count > len(tokens):
            return tokens  # a billion numbers for unknown words are no list
        specials = [self.mask_token] * self._masks() + [self.oov_token] * self.num_oov_indices
        return tokens[count:] if tokens[:count] == specials else tokens


def _repeated(tokens: list[str | int]) -> str | int | None:
    """The first word that comes again."""
    if len(set(tokens)) == len(tokens):
        return None
    counts = Counter(tokens)
    return next(token for token in tokens if counts[token] > 1)
