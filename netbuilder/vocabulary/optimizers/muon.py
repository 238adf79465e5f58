"""Steps of one size, whatever the gradient's: Muon's are orthogonal matrices, Lion's are signs."""

import re
from collections.abc import Sequence
from typing import Annotated

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.dtypes import on_others
from netbuilder.vocabulary.base.facts import CountsWith
from netbuilder.vocabulary.base.fields import ListOf, Nullable, Refined
from netbuilder.vocabulary.base.node_fields import LearningRate
from netbuilder.vocabulary.base.releases import Note, Since, Was
from netbuilder.vocabulary.base.validation_errors import out_of_range
from netbuilder.vocabulary.base.values import TEXT, Count, Flag, Number, OptionalNonNegative, OptionalPositive, Positive
from netbuilder.vocabulary.optimizers.gradient import _GradientOptimizer


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error:
        raise out_of_range(_("a text or regular expression")) from None
    return text


_PATTERNS = ListOf(Refined(TEXT, _pattern), _("a list of texts, as `[output]`"))


class Muon(_GradientOptimizer, frozen=True):
    """Orthogonal steps for matrices, AdamW for all else."""

    learning_rate: LearningRate = 0.001
    """How far a step goes: a number or a schedule."""
    adam_beta_1: Number = 0.9
    """AdamW's part: how slowly the average of the gradient moves."""
    adam_beta_2: Number = 0.999
    """AdamW's part: how slowly the average of its square moves."""
    adam_weight_decay: Annotated[OptionalNonNegative, Since("3.13")] = 0.004
    """AdamW's part: fraction of every weight that a step takes away, times the learning rate."""
    epsilon: Number = 1e-07
    """AdamW's part: added to the divisor, so that it is never 0."""
    weight_decay: Annotated[OptionalNonNegative, Was(0.1, "3.13")] = 0.004
    """Fraction of every matrix that a step takes away, times the learning rate."""
    exclude_layers: Annotated[Sequence[str] | None, Nullable(_PATTERNS)] = None
    """Texts in the names of layers that AdamW trains; the output layer belongs here."""
    exclude_embeddings: Flag = True
    """Whether AdamW trains embeddings."""
    muon_a: Number = 3.4445
    """First factor of the iteration that makes a step orthogonal."""
    muon_b: Number = -4.775
    """Second factor of it."""
    muon_c: Number = 2.0315
    """Third factor of it."""
    adam_lr_ratio: Annotated[Number, Was(0.1, "3.13")] = 1
    """AdamW's learning rate as a multiple of `learning_rate`."""
    momentum: Number = 0.95
    """How much of the last step the next one keeps."""
    ns_steps: Annotated[Count, Was(6, "3.13")] = 5
    """How many iterations make a step orthogonal."""
    nesterov: Flag = True
    """Whether the gradient is taken ahead of the step."""
    rms_rate: Annotated[OptionalPositive, Since("3.13")] = 0.2
    """Scales steps to the size of Adam's, so that its learning rates fit; null for Muon's own size."""

    runs_elsewhere = on_others(frozenset({"float64"}))
    since = "3.10"
    nearest = "AdamW"
    strings_since = {"muon": "3.14"}
    notes = (
        Note(
            _("Muon stops in `fit` on TensorFlow"),
            "measured with `fit` at 3.10.0, 3.12.4, 3.13.0 and 3.14.1",
            until="3.13",
            effect="stops",
            why=_("AttributeError: 'ResourceVariable' object has no attribute 'path'"),
            instead="AdamW",
        ),
    )
    counts_with = (*_GradientOptimizer.counts_with, CountsWith(("nesterov",), ("momentum",)))
    identifiers = ("muon",)
    stops_under = frozenset({"float64"})
    decays = ("momentum", "adam_beta_1", "adam_beta_2")
    # Without `rms_rate` rates of 0.02 and 0.05 are usual.
    highest_rate = 0.1
    # One for a matrix, two for all else.
    slots = 2

    def slots_of(self, shape: tuple[int, ...], path: str) -> int:
        is_embedding = self.exclude_embeddings and "embedding" in path.lower()
        # Patterns are not searched for here: what may be one counts as found.
        excluded = any(text in path or re.escape(text) != text for text in self.exclude_layers or ())
        return self.slot_count - (len(shape) == 2 and not is_embedding and not excluded)


class Lion(_GradientOptimizer, frozen=True):
    """Steps of one size for every weight, in the direction of the gradient's running average."""

    learning_rate: LearningRate = 0.001
    """How far a step goes, 3 to 10 times less than with Adam: a number or a schedule."""
    beta_1: Positive = 0.9
    """How much of the running average a step takes; the rest is the newest gradient."""
    beta_2: Number = 0.99
    """How slowly the running average moves."""

    identifiers = ("lion",)
    highest_rate = 0.001
    slots = 1
