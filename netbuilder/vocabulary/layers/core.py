"""Dense, Embedding and the other layers that Keras calls core."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import model_validator

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.dtypes import ANYTHING, Table
from netbuilder.vocabulary.base.facts import BIAS, LORA, LORA_DRAWS_FROM
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_fields import check_penalty_is_written
from netbuilder.vocabulary.base.layer_roles import Kernel, TableLookup
from netbuilder.vocabulary.base.node_fields import (
    ActivationLike,
    ConstraintLike,
    InitializerLike,
    RegularizerLike,
    activated,
)
from netbuilder.vocabulary.base.releases import Since
from netbuilder.vocabulary.base.shapes import Fans, Shape, known_size, wrong_rank
from netbuilder.vocabulary.base.validation_errors import clash
from netbuilder.vocabulary.base.values import (
    Count,
    Dtype,
    Flag,
    FloatDtype,
    Number,
    OptionalCount,
    OptionalNumber,
    OptionalPositive,
)
from netbuilder.vocabulary.base.weights import Weight

_LORA_WHY = _("the weight itself is frozen then, so a constraint has nothing to hold")

_FIXED = _("a fixed size in `input`, or global pooling in place of Flatten")


class Dense(Kernel, frozen=True):
    """Every unit weighs every feature: output = activation(input x kernel + bias)."""

    units: Count
    """How many features come out: (..., features) becomes (..., units)."""
    activation: ActivationLike = None
    """Function of the output; left out, linear."""
    use_bias: Flag = True
    """Whether a bias is added."""
    kernel_initializer: InitializerLike = "glorot_uniform"
    """Draws the (features, units) kernel."""
    bias_initializer: InitializerLike = "zeros"
    """Draws the (units,) bias."""
    kernel_regularizer: RegularizerLike = None
    """Penalty on the kernel."""
    bias_regularizer: RegularizerLike = None
    """Penalty on the bias."""
    kernel_constraint: ConstraintLike = None
    """Condition that the kernel is brought back to after every update."""
    bias_constraint: ConstraintLike = None
    """Condition that the bias is brought back to after every update."""
    lora_rank: Annotated[OptionalCount, Since("3.0.3")] = None
    """Rank of a low-rank update that is trained in place of the kernel."""
    lora_alpha: Annotated[OptionalNumber, Since("3.10")] = None
    """Scale of the low-rank update; left out, its rank."""

    takes_sparse = True
    counts_with = (BIAS, LORA)
    computes_uncast = True
    example = {"units": 4}

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        if self.lora_rank is not None and self.kernel_constraint is not None:
            raise clash("lora_rank", self.lora_rank, _("null beside a `kernel_constraint`"), why=_LORA_WHY)
        return self

    @property
    def width(self) -> int:
        return self.units

    @property
    def unseeded(self) -> Mapping[str, str]:
        return {} if self.lora_rank is None else {"lora_kernel_a": LORA_DRAWS_FROM}

    def output_shape(self, shape: Shape) -> Shape:
        if len(shape) < 2:
            raise wrong_rank("Dense", "(..., features)", shape)
        weights = (*shape[:-1], self.units)
        return weights if self.activation is None else activated(self.activation, weights)

    def weights(self, shape: Shape) -> list[Weight]:
        features = known_size(shape[-1], _("how many features come in"), "Dense", fix=_FIXED)
        fans = Fans(features, self.units)
        frozen = self.lora_rank is not None
        weights = [Weight("kernel", (features, self.units), "kernel", "kernel_initializer", not frozen, fans)]
        if self.use_bias:
            weights.append(Weight("bias", (self.units,), "bias", "bias_initializer"))
        if self.lora_rank is not None:
            weights.append(Weight("lora_kernel_a", (features, self.lora_rank), "other"))
            weights.append(Weight("lora_kernel_b", (self.lora_rank, self.units), "other"))
        return weights


class Embedding(TableLookup, frozen=True):
    """Looks up a trained vector for every whole number that comes in."""

    input_dim: Count
    """How many different numbers there are: the largest index plus 1."""
    output_dim: Count
    """Length of the vectors: (steps,) becomes (steps, output_dim)."""
    embeddings_initializer: InitializerLike = "uniform"
    """Draws the (input_dim, output_dim) table."""
    embeddings_regularizer: RegularizerLike = None
    """Penalty on the table."""
    embeddings_constraint: ConstraintLike = None
    """Condition that the table is brought back to after every update."""
    mask_zero: Flag = False
    """Whether index 0 means padding that later layers skip."""
    lora_rank: Annotated[OptionalCount, Since("3.0.3")] = None
    """Rank of a low-rank update that is trained in place of the table."""
    lora_alpha: Annotated[OptionalNumber, Since("3.10")] = None
    """Scale of the low-rank update; left out, its rank."""

    dtype: FloatDtype = None
    """Precision of the layer's weights and computation; left out, that of the whole network."""

    counts_with = (LORA,)

    @property
    def makes_mask(self) -> bool:
        return self.mask_zero

    @property
    def table(self) -> Table:
        return Table("input_dim", self.input_dim)

    def output_shape(self, shape: Shape) -> Shape:
        return (*shape, self.output_dim)

    @property
    def unseeded(self) -> Mapping[str, str]:
        return {} if self.lora_rank is None else {"lora_embeddings_a": LORA_DRAWS_FROM}

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        if self.lora_rank is not None and self.embeddings_constraint is not None:
            raise clash("lora_rank", self.lora_rank, _("null beside an `embeddings_constraint`"), why=_LORA_WHY)
        return self

    def weights(self, shape: Shape) -> list[Weight]:
        table = (self.input_dim, self.output_dim)
        frozen = self.lora_rank is not None
        weights = [Weight("embeddings", table, "embedding", "embeddings_initializer", not frozen)]
        if self.lora_rank is not None:
            weights.append(Weight("lora_embeddings_a", (self.input_dim, self.lora_rank), "other"))
            weights.append(Weight("lora_embeddings_b", (self.lora_rank, self.output_dim), "other"))
        return weights


class ReversibleEmbedding(TableLookup, frozen=True):
    """An Embedding whose table can turn vectors back into scores for the numbers; a Sequential only looks up."""

    input_dim: Count
    """How many different numbers there are: the largest index plus 1."""
    output_dim: Count
    """Length of the vectors: (steps,) becomes (steps, output_dim)."""
    tie_weights: Flag = True
    """Whether the way back uses the same table, transposed."""
    embeddings_initializer: InitializerLike = "uniform"
    """Draws the (input_dim, output_dim) table."""
    embeddings_regularizer: RegularizerLike = None
    """Penalty on the table."""
    embeddings_constraint: ConstraintLike = None
    """Condition that the table is brought back to after every update."""
    mask_zero: Flag = False
    """Whether index 0 means padding that later layers skip."""
    reverse_dtype: Dtype = None
    """Precision of the way back; left out, the layer's own."""
    logit_soft_cap: OptionalPositive = None
    """Bound that the scores of the way back are bent towards; left out, none."""

    dtype: FloatDtype = None
    """Precision of the layer's weights and computation; left out, that of the whole network."""

    since = "3.12"
    nearest = "Embedding"

    @property
    def makes_mask(self) -> bool:
        return self.mask_zero

    @property
    def table(self) -> Table:
        return Table("input_dim", self.input_dim)

    def output_shape(self, shape: Shape) -> Shape:
        return (*shape, self.output_dim)

    def weights(self, shape: Shape) -> list[Weight]:
        weights = [Weight("embeddings", (self.input_dim, self.output_dim), "embedding", "embeddings_initializer")]
        if not self.tie_weights:
            back = (self.output_dim, self.input_dim)
            weights.append(Weight("reverse_embeddings", back, "embedding", "embeddings_initializer"))
        return weights


class Identity(Layer, frozen=True):
    """Gives back what comes in."""

    keeps_sparse = True
    takes_sparse = True
    keeps_shape = True
    passes_signal = True
    keeps_values = True
    accepted = ANYTHING
    keeps_dtype = True
    keeps_ids = True

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        check_penalty_is_written(self)
        return self


class Masking(Layer, frozen=True):
    """Marks the steps whose features all equal `mask_value`, so that later layers skip them."""

    mask_value: Number = 0.0
    """The value that means "no data here"."""

    keeps_shape = True
    passes_signal = True
    keeps_values = True
    keeps_dtype = True
    keeps_ids = True
    example_input = (5, 3)

    @property
    def makes_mask(self) -> bool:
        return True

    def output_dtype(self, dtype: str, precision: str) -> str | None:
        return super().output_dtype({"bool": "int32", "uint64": "uint32"}.get(dtype, dtype), precision)
