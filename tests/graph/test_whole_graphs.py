"""All that a graph knows of small networks of every structure: layers, shapes, values, weights, head, memory, Keras.

`pytest --update-golden` writes `tests/graph/graphs.txt` again, to be read in the difference.
"""

# ruff: noqa: E501 - a row of the table is one line

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.chosen_initializer import chosen_s2
from netbuilder.graph.device_memory import device_need
from netbuilder.graph.held_weights import held_weights, never_penalized, penalized, policy_of, variable_dtype
from netbuilder.graph.layer_graph import resolve
from netbuilder.graph.memory import format_bytes, memory_needed, memory_of
from netbuilder.graph.scale import initializer_of, s2
from netbuilder.graph.shape_walk import as_input, without_batch_axis
from netbuilder.graph.weight_paths import paths
from netbuilder.pipeline import Session
from tests.golden import Golden

FILE = Path(__file__).with_name("graphs.txt")
DENSE = "Dense: {units: 4}"


def network(*layers: str, shape: str = "[6]", more: str = "") -> str:
    return "\n".join([f"input: {shape}", "layers:", *(f"  - {layer}" for layer in layers), more])


NETWORKS = [
    network("Dense: {units: 8, activation: relu}", "BatchNormalization", "Dropout: {rate: 0.5}", "Dense: {units: 1, activation: sigmoid}",
            more="compile: {optimizer: adam, loss: binary_crossentropy, metrics: [accuracy], weighted_metrics: [AUC]}"),
    network("Dense: {units: 8, kernel_initializer: he_normal}", "LayerNormalization", "ReLU", "Dense: {units: 8, activation: selu}",
            "AlphaDropout: {rate: 0.1}", DENSE, "Softmax"),
    network("Dense: {units: 8, trainable: false, activation: tanh}", "Dense: {units: 8, name: last, dtype: float16}", "Rescaling: {scale: 2}"),
    network("Dense: {units: 8}", "NobodyKnows", "Dense: {units: 3}"),
    network("Dense: {units: many}", "LeakyReLU", "Dense: {units: 3, kernel_initializer: nobody}"),
    network("LeakyReLU", "Conv1D: {filters: many}", shape="[6, 2]"),
    network("Conv1D: {filters: 4, kernel_size: 3}", "MaxPooling1D", "ReLU", "Flatten", DENSE, "Conv1D: {filters: 4, kernel_size: 9}", DENSE, shape="[9, 2]"),
    network("repeat: {times: 2, layers: [Dense: {units: 8, name: block}, repeat: {times: 2, layers: [Dense: {units: 8, name: inner}, ReLU]}]}", DENSE),
    network("repeat: {times: 3, layers: []}", "repeat: {times: 1, layers: [Dense: {units: 6}, Dense: {units: 6}]}", "Dense: {units: 6, name: dense_1}"),
    network("Sequential: {name: part, trainable: false, layers: [Dense: {units: 3}, Sequential: {layers: [Dense: {units: 3}]}]}", DENSE),
    network("TimeDistributed: {layer: {Dense: {units: 3, activity_regularizer: l2}}, activity_regularizer: l1}", "LSTM: {units: 4}", shape="[5, 3]"),
    network("TimeDistributed: {layer: {Sequential: {layers: [Conv1D: {filters: 3, kernel_size: 2}, Flatten, Dense: {units: 2, activation: softmax}]}}}", shape="[4, 5, 3]"),
    network("Bidirectional: {layer: {LSTM: {units: 4, name: way, activity_regularizer: l2}}, backward_layer: {GRU: {units: 4, go_backwards: true}}}", DENSE, shape="[5, 3]"),
    network("Bidirectional: {layer: {SimpleRNN: {units: 4, return_sequences: true}}}", "GRU: {units: 2, kernel_regularizer: l2}", shape="[5, 3]"),
    network("RNN: {cell: [{LSTMCell: {units: 4, bias_constraint: non_neg}}, {GRUCell: {units: 3, name: second}}]}", DENSE, shape="[5, 3]"),
    network("RNN: {cell: {StackedRNNCells: {cells: [{SimpleRNNCell: {units: 4}}, SimpleRNNCell: {units: 2}]}}, return_sequences: true}", "Dense: {units: 1}", shape="[5, 3]"),
    network("ConvLSTM1D: {filters: 2, kernel_size: 2}", "SpectralNormalization: {layer: {Dense: {units: 2}}}", shape="[5, 6, 3]"),
    network("Embedding: {input_dim: 9, output_dim: 4, mask_zero: true}", "Bidirectional: {layer: {LSTM: {units: 2}}}", "Dense: {units: 2, activation: {softmax: {axis: 1}}}", shape="[5]"),
    network("StringLookup: {vocabulary: [a, b]}", "Embedding: {input_dim: 4, output_dim: 2}", "Flatten", DENSE, shape="{shape: [3], dtype: string}"),
    network("Discretization: {num_bins: 4}", "CategoryEncoding: {num_tokens: 4, output_mode: multi_hot}", DENSE, shape="{shape: [3], dtype: float32, batch_size: 2}"),
    network("Rescaling: {scale: 0.1}", "RandomCrop: {height: 4, width: 4}", "Conv2D: {filters: 2, kernel_size: 3}", "GlobalAveragePooling2D", DENSE,
            shape="{shape: [8, 8, 3], dtype: uint8}"),
    network("Conv2D: {filters: 2, kernel_size: 3, activation: relu}", "DepthwiseConv2D: {kernel_size: 3}", "SeparableConv2D: {filters: 4, kernel_size: 1}",
            "Conv2DTranspose: {filters: 3, kernel_size: 2, strides: 2}", "PReLU", "Flatten", "Activation: {activation: linear}", shape="[null, null, 8, 2]"),
    network("EinsumDense: {equation: 'abc,cd->abd', output_shape: [null, 3]}", "Permute: {dims: [2, 1]}", "Softmax: {axis: 1}", shape="[4, 2]"),
    network("GaussianNoise: {stddev: 0.1}", "Dense: {units: 8, activation: relu, dtype: bfloat16}", "Dense: {units: 2, dtype: float64}",
            more="runtime: {precision: mixed_float16, devices: 2}\ncompile: {optimizer: {LossScaleOptimizer: {inner_optimizer: {SGD: {momentum: 0.9}}}}, loss: mse}"),
    network("Dense: {units: 8, activation: relu}", "Dense: {units: 8, name: x}", "Dropout: {rate: 0.1}", more="name: net\n"
            "runtime: {backend: jax, distribution: {ModelParallel: {mesh: {batch: 2, model: 4}, layout: {'.*dense/kernel': [null, model], net/x/bias: [model], '[': [model], "
            "'.*/x/.*': [], nothing: [model]}}}}\ncompile: {optimizer: adafactor, loss: mse}"),
    network(DENSE, more="runtime: {devices: 4, distribution: DataParallel}\ncompile: {optimizer: lion, loss: nobody}"),
    network(DENSE, "glu", more="keras: '3.4'\ncompile: {optimizer: {Muon: {}}, loss: {Dice: {axis: [1]}}, metrics: [mae, {F1Score: {threshold: 0.5}}], weighted_metrics: [mae]}"),
    network("RMSNormalization", "Dense: {units: 4, activation: squareplus, lora_rank: 2}", "Conv1D: {filters: 2, kernel_size: 1, kernel_initializer: {HeNormal: {input_axes: [1]}}}",
            shape="[4, 6]"),
    network("repeat: {times: 30000, layers: [Dense: {units: 6}]}"),
    network("UpSampling1D: {size: 9000000000000000000}", "UpSampling1D: {size: 9000000000000000000}", DENSE, shape="[4, 2]"),
    network("Dense: {units: 4}", shape="[]"),
    network(shape="[4]"),
    network("Dense: {units: 8}", "Conv1D: {filters: many, kernel_size: 2}", DENSE),
]  # fmt: skip


def described(graph: LayerGraph) -> Iterator[str]:
    """What a graph knows, in lines."""
    head, need, devices = graph.head, memory_needed(graph), device_need(graph)
    last = graph.calls[:4]
    yield f"input {graph.input_dtype}, {graph.layer_count} layers, limit passed: {graph.over_limit}, holes: {graph.has_holes}"
    yield f"gives {graph.output_shape}, in predict {graph.predicted_shape}; first trained {graph.first_trained}, learner {graph.first_learner}"
    yield f"output layer {graph.output.index if graph.output else None}, recurrent {len(graph.recurrent)}, hidden {len(graph.hidden_kernels)}"
    if head is not None:
        yield f"head {head.call.index} {head.activation.family}, {head.units} units of rank {head.rank}, last: {head.is_last}"
    yield f"{graph.parameters} numbers, {format_bytes(need.weights)} and {format_bytes(need.optimizer)}; Keras {graph.keras_facts.least_release}"
    yield from (f"cannot take it: {call.index} {error}" for call, error in graph.shape_errors)
    yield from (
        f"needs {each.what} {each.since} {dotted(each.path)} {each.is_default}" for each in graph.keras_facts.needs
    )
    yield from (f"otherwise {each.option} {dotted(each.path)}" for each in graph.keras_facts.otherwise)
    rest = without_batch_axis(graph.draft.input, graph.calls)
    if rest is not None:
        yield f"may be meant: {as_input(rest)}"
    for call in last:
        yield from layer(graph, call)
    known = paths(graph.draft, graph.whole.calls)
    for placed in known.weights[:4]:
        yield f"  {placed.path} {placed.weight.shape} of {placed.call.index}, trained: {placed.is_trained}"
    yield from (f"  {output.path} {output.shape}" for output in known.outputs[:2])
    if devices is not None:
        yield f"{devices.devices} devices, {dict(devices.mesh)}: {devices.weights} {devices.optimizer}, all known: {devices.is_complete}"
        yield from (f"  {part.shape} {part.allocated_bytes} spread: {part.is_spread}" for part in devices.parts)
    if graph.layout is not None:
        for named in graph.layout.named:
            yield f"  {named.pattern} {named.axes}: {[target.path for target in named.targets]} {named.problem}"
        yield from (f"  {named.pattern} catches {state}" for named, state in graph.layout.caught)


def dotted(path: Sequence[int | str]) -> str:
    return ".".join(map(str, path))


def layer(graph: LayerGraph, call: LayerCall) -> Iterator[str]:
    behind, values, own = graph.effective.get(call.index), graph.values[call.index], memory_of(graph, call)
    yield (
        f"{call.index} in {call.model_index} {call.written_class} {call.name} {call.input} {call.output} {call.repeat_indices} "
        f"{'per step ' * call.per_step}{'trains ' * call.trains}{'says more ' * call.says_more}{own.weights} {own.optimizer} "
        f"gets {values.dtype} {values.ids} of {values.source.index if values.source else None}"
    )
    if behind is not None:
        at = behind.at.index if behind.at else None
        yield f"  meets {behind.family} {behind.stop} {at}{' scale free' * behind.scale_free}{' pooled' * behind.pooled}"
    for held in held_weights(call):
        weight = held.weight
        is_own = weight.initializer in type(held.holder).model_fields and held.holder is call.layer
        known = initializer_of(call, weight.initializer) if is_own else None
        dtype = variable_dtype(policy_of(held.holder, graph))
        limits = [option for option in (held.option("regularizer"), held.option("constraint")) if option]
        yield f"  {dotted(held.path)} {weight.name} {weight.shape} {dtype} {' '.join(limits)}".rstrip()
        if weight.fans is not None:
            drawn = s2(weight, known) if known is not None else None
            chosen = [
                chosen_s2(weight, name, auto=auto) for name, auto in (("relu", True), ("tanh", True), ("relu", False))
            ]
            sizes = " ".join("?" if size is None else f"{size:.4g}" for size in (drawn, *chosen))
            yield f"    {weight.fans.inputs} in, {weight.fans.outputs} out: {sizes}"
    for what, inside in (("penalty", penalized(call)), ("no penalty", never_penalized(call))):
        yield from (f"  {what} {dotted(path)}" for path, _ in inside if path != call.path)


def graphs() -> str:
    lines: list[str] = []
    for text in NETWORKS:
        draft = Session(text, "net.yaml").draft
        graph = resolve(draft, "3.15")
        lines += ["---", text]
        lines += chain(described(graph), described(graph.unwrapped) if graph.unwrapped is not graph else ())
    return "\n".join([*lines, ""])


def test_a_graph_knows_its_layers(golden: Golden) -> None:
    text = graphs()
    golden(FILE, text)
