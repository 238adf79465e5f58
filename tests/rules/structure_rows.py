"""What rules say of structure: rows of the table in `test_must_pass.py`."""

# ruff: noqa: E501 - a row of the table is one line

from tests.rules.judging import net

SPARSE = "{optimizer: adam, loss: sparse_categorical_crossentropy}"


def dense(times: int, options: str) -> str:
    return f"Dense: {{units: 64, {options}}}\n" * times


STRUCTURE = [
    ("NB601", net("Dense: {units: 2, activation: tanh}  # NB601\nDense: {units: 4, activation: softmax}", compile_=SPARSE)),
    ("NB601", net("Dense: {units: 2, activation: tanh}\nDense: {units: 2, activation: softmax}", compile_=SPARSE)),
    ("NB601", net("Dense: {units: 2, activation: tanh}\nDense: {units: 3, activation: softmax}", shape="[2]", compile_=SPARSE)),
    ("NB601", net("Dense: {units: 1, activation: tanh}\nDense: {units: 3, activation: softmax}", shape="[2]", compile_=SPARSE)),
    ("NB601", net("Dense: {units: 1, activation: tanh}\nDense: {units: 4, activation: softmax}")),
    ("NB601", net("Dense: {units: 1, activation: tanh}\nDense: {units: 64}", compile_="{optimizer: adam, loss: mse}")),
    ("NB601", net("Dense: {units: 1, activation: tanh}  # NB601\nDense: {units: 1}", shape="[1]", compile_="{optimizer: adam, loss: mse}")),
    ("NB601", net("LSTM: {units: 1}  # NB601\nDense: {units: 1}", shape="[20, 1]", compile_="{optimizer: adam, loss: mse}")),
    ("NB601", net("TimeDistributed: {layer: {Dense: {units: 1, activation: tanh}}}\nFlatten\nDense: {units: 1}", shape="[20, 8]",
                  compile_="{optimizer: adam, loss: mse}")),
    ("NB601", net("GRU: {units: 1, return_sequences: true}\nFlatten\nDense: {units: 1}", shape="[20, 8]", compile_="{optimizer: adam, loss: mse}")),
    ("NB601", net("Conv1D: {filters: 1, kernel_size: 3, activation: tanh}\nFlatten\nDense: {units: 1}", shape="[20, 8]",
                  compile_="{optimizer: adam, loss: mse}")),
    ("NB601", net("Conv2D: {filters: 1, kernel_size: 3, activation: tanh}  # NB601\nGlobalAveragePooling2D\nDense: {units: 4, activation: softmax}",
                  shape="[28, 28, 1]", compile_=SPARSE)),
    ("NB601", net("Conv2D: {filters: 8, kernel_size: 3, activation: tanh}\nGlobalAveragePooling2D\nDense: {units: 4, activation: softmax}",
                  shape="[28, 28, 1]", compile_=SPARSE)),
    ("NB601", net("Conv2D: {filters: 1, kernel_size: 3, activation: tanh}\nFlatten\nDense: {units: 4, activation: softmax}",
                  shape="[28, 28, 1]", compile_=SPARSE)),
    ("NB302", net("Conv2D: {filters: 4, kernel_size: 1}\nSoftmax: {axis: 1}  # NB302", shape="[8, 8, 3]", compile_=SPARSE)),
    ("NB302", net("Conv2D: {filters: 4, kernel_size: 1}\nSoftmax: {axis: 3}", shape="[8, 8, 3]", compile_=SPARSE)),
    ("NB302", net("Permute: {dims: [3, 1, 2]}\nSoftmax: {axis: 1}", shape="[8, 8, 3]",
                  compile_="{optimizer: adam, loss: {CategoricalCrossentropy: {axis: 1}}}")),
    ("NB312", net("Dense: {units: 4, activation: relu}  # NB312", compile_="{optimizer: adam, loss: kl_divergence}")),
    ("NB507", net("Dense: {units: 4, activity_regularizer: {L1: {l1: 2.0}}}  # NB507")),
    ("NB507", net("Dense: {units: 4, activity_regularizer: {L1: {l1: 1.0}}}")),
    ("NB124", net("Hashing: {num_bins: 4, output_mode: multi_hot, sparse: true}\nDense: {units: 3}", shape="{shape: [3], dtype: string}")),
    ("NB124", net("Hashing: {num_bins: 4, output_mode: one_hot, sparse: true}  # NB124\nDense: {units: 3}", shape="{shape: [1], dtype: string}")),
    ("NB124", net("Hashing: {num_bins: 4, output_mode: one_hot}\nDense: {units: 3}", shape="{shape: [1], dtype: string}")),
    # 602
    ("NB602", net("Flatten\nDense: {units: 100, activation: relu}\nDense: {units: 4}", shape="[64, 64, 3]")),
    # 603
    ("NB603", net("Masking  # NB603\nConv1D: {filters: 4, kernel_size: 3, activation: relu}\nGlobalMaxPooling1D\nDense: {units: 1}", shape="[20, 3]")),
    ("NB603", net("Embedding: {input_dim: 9, output_dim: 4, mask_zero: true}\nGlobalAveragePooling1D\nDense: {units: 1}", shape="[20]")),
    ("NB603", net("Embedding: {input_dim: 9, output_dim: 4, mask_zero: true}\nBidirectional: {layer: {GRU: {units: 4}}}\nReshape: {target_shape: [8]}\n"
                  "Dense: {units: 1}", shape="[20]")),
    ("NB603", net("Embedding: {input_dim: 9, output_dim: 4, mask_zero: false}\nFlatten\nDense: {units: 1}", shape="[20]")),
    ("NB603", net("ReversibleEmbedding: {input_dim: 9, output_dim: 4, mask_zero: true}  # NB603\nFlatten\nDense: {units: 1}", shape="[20]")),
    # 604
    ("NB604", net(dense(25, "activation: relu"))),
    ("NB604", net(dense(25, "activation: relu") + "Dense: {units: 4}  # NB604")),
    ("NB604", net(dense(30, "activation: selu") + "Dense: {units: 4}")),
    ("NB604", net((dense(1, "activation: relu") + "NobodyKnows\n") * 30 + "Dense: {units: 4}")),
    # 605
    ("NB605", net("MaxPooling2D: {pool_size: 8}\nConv2D: {filters: 4, kernel_size: [1, 3], padding: same}\nFlatten\nDense: {units: 4}", shape="[8, 8, 3]")),
    ("NB605", net("MaxPooling2D: {pool_size: 8}\nConv2DTranspose: {filters: 4, kernel_size: 3}\nFlatten\nDense: {units: 4}", shape="[8, 8, 3]")),
    ("NB605", net("MaxPooling2D: {pool_size: [8, 4]}\nConv2D: {filters: 4, kernel_size: 3, padding: same}\nFlatten\nDense: {units: 4}", shape="[8, 8, 3]")),
    ("NB605", net("TimeDistributed: {layer: {Conv2D: {filters: 4, kernel_size: 3, padding: same}}}  # NB605\nFlatten\nDense: {units: 4}",
                  shape="[5, 1, 1, 3]")),
]  # fmt: skip
