"""EinsumDense: a Dense whose axes are spelt out, as in `abc,cd->abd`."""

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.facts import BIAS, LORA, LORA_DRAWS_FROM, CountsWith, option_dependent
from netbuilder.vocabulary.base.fields import ListOf, Nullable
from netbuilder.vocabulary.base.layer_roles import Kernel
from netbuilder.vocabulary.base.node_fields import (
    ActivationLike,
    ConstraintLike,
    InitializerLike,
    RegularizerLike,
    activated,
)
from netbuilder.vocabulary.base.number_fields import COUNT, Either
from netbuilder.vocabulary.base.releases import Since
from netbuilder.vocabulary.base.shapes import Fans, Shape, ShapeError, known_size, sample
from netbuilder.vocabulary.base.validation_errors import clash
from netbuilder.vocabulary.base.values import TEXT, OptionalCount, OptionalNumber
from netbuilder.vocabulary.base.weights import Weight
from netbuilder.vocabulary.families.equation import Axes, Equation, taken_apart

_ALL = _("one for every axis of the output but the batch, and those that `...` stands for")
_SIZES = _("a whole number of at least 1, or a list of sizes; null is the input's")
_OUTPUT = Either(COUNT, ListOf(Nullable(COUNT), _SIZES), _SIZES)
OutputSizes = Annotated[int | Sequence[int | None], _OUTPUT]


class EinsumDense(Kernel, frozen=True):
    """Multiplies the input with a kernel along the axes that an equation names."""

    equation: Equation
    """Axes of input, kernel and output, batch axis included: `abc,cd->abd` is Dense on a (b, c) sequence."""
    output_sizes: OutputSizes = Field(alias="output_shape")
    """Sizes of the output without the batch axis and what `...` stands for; null is the input's."""
    activation: ActivationLike = None
    """Function of the output; left out, linear."""
    bias_axes: Annotated[str | None, Nullable(TEXT)] = None
    """Letters of the output axes that a bias is added along; left out, no bias."""
    kernel_initializer: InitializerLike = "glorot_uniform"
    """Draws the kernel."""
    bias_initializer: InitializerLike = "zeros"
    """Draws the bias."""
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

    # Its bias goes by `bias_axes`; what rules say of `use_bias` does not apply.
    use_bias: ClassVar[bool] = False  # type: ignore[misc]

    counts_with = (CountsWith(BIAS.options, ("bias_axes",)), LORA)
    # Summed over an axis other than the last, it weighs positions against each other.
    mixes_positions = option_dependent(
        False, lambda self: any(letter not in self.axes.outputs for letter in self.axes.inputs[:-1])
    )
    computes_uncast = True
    example = {"equation": "abc,cd->abd", "output_shape": [None, 4], "bias_axes": "d"}
    example_input = (5, 3)
    drops_mask = True

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        axes, bias = self.axes, self.bias_axes
        if axes.rest != "left" and len(self._partial()) != len(axes.outputs) - 1:
            raise clash("output_shape", self.output_sizes, _("{count} sizes", count=len(axes.outputs) - 1), why=_ALL)
        if bias is not None and (not bias or not set(bias) <= set(axes.outputs)):
            raise clash("bias_axes", bias, _("letters of the output, `{outputs}`", outputs=axes.outputs))
        if self.lora_rank is not None and self.kernel_constraint is not None:
            raise clash("lora_rank", self.lora_rank, _("null beside a `kernel_constraint`"))
        return self

    @property
    def axes(self) -> Axes:
        """The equation taken apart."""
        axes = taken_apart(self.equation)
        assert axes is not None  # a node is valid
        return axes

    @property
    def unseeded(self) -> Mapping[str, str]:
        return {} if self.lora_rank is None else {"lora_kernel_a": LORA_DRAWS_FROM}

    def output_shape(self, shape: Shape) -> Shape:
        full = self._full(shape)
        inputs, outputs = self._placed(self.axes, shape, full)
        sizes = list(full)
        for letter in inputs.keys() & outputs.keys():
            sizes[outputs[letter]] = shape[inputs[letter]]
        activated(self.activation, tuple(sizes))  # a size that Keras leaves open is there all the same
        return activated(self.activation, full)

    def weights(self, shape: Shape) -> list[Weight]:
        axes, full = self.axes, self._full(shape)
        inputs, outputs = self._placed(axes, shape, full)
        sizes, fan_in, fan_out = [], 1, 1
        for letter in axes.kernel:
            extent = full[outputs[letter]] if letter in outputs else shape[inputs[letter]]
            size = known_size(extent, _("the size of `{letter}`", letter=letter), "EinsumDense", field="output_shape")
            sizes.append(size)
            if letter not in outputs:
                fan_in *= size
            elif letter not in inputs:
                fan_out *= size
        fans, frozen = Fans(fan_in, fan_out), self.lora_rank is not None
        weights = [Weight("kernel", tuple(sizes), "kernel", "kernel_initializer", not frozen, fans)]
        if self.bias_axes is not None:
            sizes_of_bias = self._bias(self.bias_axes, axes, shape, full)
            weights.append(Weight("bias", sizes_of_bias, "bias", "bias_initializer"))
        if self.lora_rank is not None:
            weights.append(Weight("lora_kernel_a", (*sizes[:-1], self.lora_rank), "other"))
            weights.append(Weight("lora_kernel_b", (self.lora_rank, sizes[-1]), "other"))
        return weights

    def _partial(self) -> tuple[int | None, ...]:
        return (self.output_sizes,) if isinstance(self.output_sizes, int) else tuple(self.output_sizes)

    def _full(self, shape: Shape) -> Shape:
        """The output's shape, every axis of it.

        Raises:
            ShapeError: the input has other axes or sizes than the equation says.
        """
        axes, partial = self.axes, self._partial()
        more = len(shape) - len(axes.inputs)
        if more < 0 or (more > 0 and not axes.rest):
            message = _(
                "`{equation}` takes {count} axes and the batch, here it gets {shape}",
                equation=self.equation,
                count=len(axes.inputs) - 1,
                shape=sample(shape),
            )
            raise ShapeError("rank", message, field="equation")
        leading = shape[1:more] if axes.rest == "left" else ()
        full = (shape[0], *leading, *partial, *(shape[len(shape) - more :] if axes.rest == "right" else ()))
        if len(full) != len(axes.outputs) + more:
            count = len(axes.outputs) + more - len(full) + len(partial)
            message = _(
                "EinsumDense takes {count} sizes in `output_shape` here, it has {count2}",
                count=count,
                count2=len(partial),
            )
            raise ShapeError("reshape", message, field="output_shape", why=_ALL)
        inputs, outputs = self._placed(axes, shape, full)
        for letter in axes.inputs:
            if letter in outputs:
                size, expected = shape[inputs[letter]], full[outputs[letter]]
                if expected is not None and expected != size:
                    size_of_input = "null" if size is None else size
                    message = _(
                        "axis `{letter}` is {size_of_input} in the input and {expected} in `output_shape`",
                        letter=letter,
                        size_of_input=size_of_input,
                        expected=expected,
                    )
                    raise ShapeError(
                        "reshape", message, field="output_shape", fix=_("null there keeps the input's size")
                    )
        return full

    def _placed(self, axes: Axes, shape: Shape, full: Shape) -> tuple[dict[str, int], dict[str, int]]:
        """Where every letter stands in the input's and in the output's shape."""
        skip_in = len(shape) - len(axes.inputs) if axes.rest == "left" else 0
        skip_out = len(full) - len(axes.outputs) if axes.rest == "left" else 0
        inputs = {letter: place + skip_in for place, letter in enumerate(axes.inputs)}
        return inputs, {letter: place + skip_out for place, letter in enumerate(axes.outputs)}

    def _bias(self, letters: str, axes: Axes, shape: Shape, full: Shape) -> tuple[int, ...]:
        first = min(axes.outputs.find(letter) for letter in letters)
        _sizes, outputs = self._placed(axes, shape, full)
        sizes = [
            known_size(
                full[outputs[letter]], _("the size of `{letter}`", letter=letter), "EinsumDense", field="output_shape"
            )
            if letter in letters
            else 1
            for letter in axes.outputs[first:]
        ]
        trailing = len(full) - len(axes.outputs) if axes.rest == "right" else 0
        return (*sizes, *(1,) * trailing)
