"""Dense, Embedding and the other layers that Keras calls core."""

from netbuilder.schema.layer import Kernel, Layer
from netbuilder.schema.shapes import Fans, Shape, known, wrong_rank
from netbuilder.schema.slots import ActivationLike, ConstraintLike, InitializerLike, RegularizerLike
from netbuilder.schema.values import Count, Flag, Number, OptionalCount, OptionalNumber
from netbuilder.schema.weights import Weight


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
    lora_rank: OptionalCount = None
    """Rank of a low-rank update that is trained in place of the kernel."""
    lora_alpha: OptionalNumber = None
    """Scale of the low-rank update; left out, its rank."""

    example = {"units": 4}

    @property
    def width(self) -> int:
        return self.units

    def output_shape(self, shape: Shape) -> Shape:
        if len(shape) < 2:
            raise wrong_rank("Dense", "(..., features)", shape)
        return (*shape[:-1], self.units)

    def weights(self, shape: Shape) -> list[Weight]:
        features = known(shape[-1], "how many features come in", "Dense")
        fans = Fans(features, self.units)
        frozen = self.lora_rank is not None
        made = [Weight("kernel", (features, self.units), "kernel", "kernel_initializer", not frozen, fans)]
        if self.use_bias:
            made.append(Weight("bias", (self.units,), "bias", "bias_initializer"))
        if self.lora_rank is not None:
            made.append(Weight("lora_kernel_a", (features, self.lora_rank), "other"))
            made.append(Weight("lora_kernel_b", (self.lora_rank, self.units), "other"))
        return made


class Embedding(Layer, frozen=True):
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
    lora_rank: OptionalCount = None
    """Rank of a low-rank update that is trained in place of the table."""
    lora_alpha: OptionalNumber = None
    """Scale of the low-rank update; left out, its rank."""

    example = {"input_dim": 10, "output_dim": 4}
    example_input = (6,)
    input_dtype = "int32"

    def output_shape(self, shape: Shape) -> Shape:
        return (*shape, self.output_dim)

    def weights(self, shape: Shape) -> list[Weight]:
        table = (self.input_dim, self.output_dim)
        frozen = self.lora_rank is not None
        made = [Weight("embeddings", table, "embedding", "embeddings_initializer", not frozen)]
        if self.lora_rank is not None:
            made.append(Weight("lora_embeddings_a", (self.input_dim, self.lora_rank), "other"))
            made.append(Weight("lora_embeddings_b", (self.lora_rank, self.output_dim), "other"))
        return made


class Identity(Layer, frozen=True):
    """Gives back what comes in."""

    keeps_shape = True
    passes_signal = True
    keeps_values = True
    makes_floats = False


class Masking(Layer, frozen=True):
    """Marks the steps whose features all equal `mask_value`, so that later layers skip them."""

    mask_value: Number = 0.0
    """The value that means "no data here"."""

    keeps_shape = True
    passes_signal = True
    keeps_values = True
    example_input = (5, 3)
