"""NB2xx and NB4xx-NB7xx at their boundaries: what they must find, and where, and what they must leave alone.

A row names codes and a network. Of these codes exactly those findings are asked for that a comment marks.
"""

# ruff: noqa: E501 - a row of the table is one line

import pytest

from tests.rules.judging import described, judge, line_of, marks, net
from tests.rules.structure_rows import STRUCTURE, dense
from tests.rules.training_rows import TRAINING
from tests.rules.variant_rows import VARIANTS

SPARSE = "{optimizer: adam, loss: sparse_categorical_crossentropy}"


SIGMOID = "activation: sigmoid"
GLOROT = "kernel_initializer: glorot_uniform"
INITIALIZATION = [
    # 201: every way to write it
    ("NB201", net("Dense: {units: 8, activation: elu, kernel_initializer: lecun_uniform}  # NB201\nDense: {units: 4}")),
    ("NB201", net("Dense: {units: 8, activation: {relu: {}}, kernel_initializer: GlorotUniform}  # NB201\nDense: {units: 4}")),
    ("NB201", net("Dense: {units: 8, kernel_initializer: glorot_normal}  # NB201\nPReLU\nDense: {units: 4}")),
    ("NB201", net("Dense: {units: 8, kernel_initializer: glorot_normal}  # NB201\nReshape: {target_shape: [4, 2]}\n"
                  "MaxPooling1D\nActivation: {activation: linear}\nActivation: {activation: silu}\nFlatten\nDense: {units: 4}")),
    ("NB201", net("TimeDistributed: {layer: {Dense: {units: 8, activation: relu, kernel_initializer: glorot_uniform}}}  # NB201\n"
                  "LSTM: {units: 4}\nDense: {units: 4}", shape="[5, 3]")),
    ("NB201", net("Sequential: {layers: [Dense: {units: 8, activation: relu, kernel_initializer: glorot_uniform}]}  # NB201\n"
                  "Dense: {units: 4}")),
    ("NB201", net("SeparableConv2D: {filters: 8, kernel_size: 3, activation: relu, pointwise_initializer: glorot_normal}  # NB201\n"
                  "Flatten\nDense: {units: 4}", shape="[8, 8, 3]")),
    # 201: left alone
    ("NB201", net("Dense: {units: 8, activation: relu}\nDense: {units: 4, kernel_initializer: glorot_uniform}")),
    ("NB201", net("Dense: {units: 8, activation: relu}\nDense: {units: 1, activation: relu, kernel_initializer: glorot_uniform}")),
    # what a wrapper applies may hold the output layer, so that the one before is hidden
    ("NB201", net("Dense: {units: 8, activation: relu, kernel_initializer: glorot_uniform}  # NB201\n"
                  "TimeDistributed: {layer: {Sequential: {layers: [Dense: {units: 4}]}}}", shape="[5, 3]")),
    ("NB201", net("Dense: {units: 8, kernel_initializer: glorot_uniform}\nLayerNormalization\nReLU\nDense: {units: 4}")),
    ("NB201", net("Dense: {units: 8, kernel_initializer: glorot_uniform}\nRescaling: {scale: 2}\nReLU\nDense: {units: 4}")),
    ("NB201", net("Dense: {units: 8, activation: relu, kernel_initializer: orthogonal}\nDense: {units: 4}")),
    ("NB201 NB202", net("LSTM: {units: 8, kernel_initializer: glorot_uniform, activation: relu}\nDense: {units: 4}", shape="[5, 3]")),
    ("NB201 NB203", net("DepthwiseConv2D: {kernel_size: 3, activation: relu, depthwise_initializer: glorot_uniform}\n"
                        "Flatten\nDense: {units: 4}", shape="[8, 8, 3]")),
    ("NB201 NB204", net("Dense: {units: 8, activation: selu, kernel_initializer: glorot_uniform}  # NB204\nDense: {units: 4}")),
    # 202
    ("NB202", net("Dense: {units: 8, activation: hard_sigmoid, kernel_initializer: he_normal}  # NB202\nDense: {units: 4}")),
    ("NB202", net("Dense: {units: 8, kernel_initializer: he_normal}  # NB202\nAveragePooling1D\nActivation: {activation: softsign}\n"
                  "Flatten\nDense: {units: 4}", shape="[8, 3]")),
    ("NB202", net("Dense: {units: 8, activation: relu}\nDense: {units: 1, activation: tanh, kernel_initializer: he_normal}")),
    ("NB202", net("Dense: {units: 8, kernel_initializer: he_normal}\nBatchNormalization\nActivation: {activation: tanh}\nDense: {units: 4}")),
    ("NB202", net("Dense: {units: 8, activation: linear, kernel_initializer: he_normal}\nDense: {units: 4}")),
    # 203
    ("NB203", net("Dense: {units: 8, activation: relu, kernel_initializer: {Constant: {value: 0.0}}}  # NB203\nDense: {units: 4}")),
    ("NB203", net("EinsumDense: {equation: 'ab,bc->ac', output_shape: [8], kernel_initializer: ones}  # NB203\nReLU\nDense: {units: 4}")),
    ("NB203", net("Dense: {units: 8, activation: relu, kernel_initializer: {RandomNormal: {stddev: 0}}}  # NB203\nDense: {units: 4}")),
    ("NB203", net("Dense: {units: 8, activation: relu, kernel_initializer: {RandomUniform: {minval: 0.1, maxval: 0.1}}}  # NB203\nDense: {units: 4}")),
    ("NB203", net("Dense: {units: 1, activation: relu, kernel_initializer: zeros}\nDense: {units: 4}")),
    ("NB203", net("Dense: {units: 8, activation: relu}\nDense: {units: 4, kernel_initializer: zeros}\nSoftmax\nDropout: {rate: 0.1}")),
    ("NB203", net("Dense: {units: 8, activation: relu, bias_initializer: ones}\nBatchNormalization: {gamma_initializer: zeros}\nDense: {units: 4}")),
    ("NB203", net("Sequential: {trainable: false, layers: [Dense: {units: 8, kernel_initializer: ones}]}\nDense: {units: 4}")),
    ("NB203", net("TimeDistributed: {trainable: false, layer: {Dense: {units: 8, kernel_initializer: ones}}}\nDense: {units: 4}", shape="[5, 3]")),
    # 204
    ("NB204", net("Dense: {units: 8, activation: selu}\nSpatialDropout1D: {rate: 0.1}  # NB204\nDense: {units: 4}", shape="[5, 3]")),
    ("NB204", net("Dense: {units: 8, activation: selu}\nDropout: {rate: 0.0}\nDense: {units: 4}")),
    ("NB204", net("Dense: {units: 8, activation: selu}\nAlphaDropout: {rate: 0.1}\nDense: {units: 4}")),
    ("NB204", net("Dense: {units: 8, activation: selu}\nDropout: {rate: 0.1}")),
    ("NB204", net("Dense: {units: 8, activation: selu}\nRescaling: {scale: 2}\nDropout: {rate: 0.1}\nDense: {units: 4}")),
    ("NB204", net("Dense: {units: 8, activation: selu}\nNobodyKnows\nDropout: {rate: 0.1}\nDense: {units: 4}")),
    ("NB204", net("Dense: {units: 8, activation: relu}\nDense: {units: 4, activation: selu, kernel_initializer: he_normal}")),
    ("NB204", net("Dense: {units: 8, activation: selu, kernel_initializer: random_normal}  # NB204\nDense: {units: 4}")),
    ("NB204 NB205", net(dense(5, "activation: selu, kernel_initializer: {RandomNormal: {stddev: 1.0}}") + "Dense: {units: 4}",
                        ).replace("1.0}}}", "1.0}}}  # NB205", 5).replace("  # NB205", "", 4)),
    ("NB204", net("Dense: {units: 8, activation: selu, kernel_initializer: {RandomNormal: {stddev: 0.12}}}\nDense: {units: 4}")),
    ("NB204", net("Dense: {units: 64, activation: selu, kernel_initializer: orthogonal}\nDense: {units: 4}")),
    ("NB204", net("Dense: {units: 8, activation: selu, kernel_initializer: {VarianceScaling: {mode: fan_in}}}\nDense: {units: 4}")),
    # 205
    ("NB205", net(dense(6, "activation: relu, kernel_initializer: {Orthogonal: {gain: 1.4}}") + "Dense: {units: 4}")),
    ("NB205", net(dense(2, "activation: relu, kernel_initializer: {RandomNormal: {stddev: 0.001}}") + "Dense: {units: 4}",
                  ).replace("0.001}}}", "0.001}}}  # NB205", 2).replace("  # NB205", "", 1)),
    ("NB205", net("Dense: {units: 64, activation: relu, kernel_initializer: {RandomNormal: {stddev: 0.001}}}\nDense: {units: 4}")),
    ("NB205", net(dense(9, "activation: relu") + "Dense: {units: 4, kernel_initializer: random_normal}")),
    ("NB205", net(dense(5, "activation: sigmoid, kernel_initializer: {RandomNormal: {stddev: 0.9}}") + "Dense: {units: 4}")),
    ("NB205", net("Dense: {units: 64, activation: relu, kernel_initializer: random_normal}\nBatchNormalization\n" * 9 + "Dense: {units: 4}")),
    ("NB205", net("Dense: {units: 64, kernel_initializer: {RandomNormal: {stddev: 3.0}}}\nLayerNormalization\n"
                  "Activation: {activation: tanh}\nDense: {units: 4}")),
    ("NB205", net(dense(2, "activation: relu, kernel_initializer: {RandomNormal: {stddev: 1.0e-200}}") + "Dense: {units: 4}",
                  ).replace("-200}}}", "-200}}}  # NB205", 2).replace("  # NB205", "", 1)),
    # the output layer starts large also where only the layers before it say how
    ("NB205", net(dense(2, "activation: relu, kernel_initializer: {RandomNormal: {stddev: 1.0}}") + "Dense: {units: 4, activation: softmax}",
                  ).replace("1.0}}}", "1.0}}}  # NB205", 2).replace("  # NB205", "", 1)),
    ("NB205", net(dense(2, "activation: relu, kernel_initializer: {RandomNormal: {stddev: 1.0}}") + "UnitNormalization\nDense: {units: 4}")),
    ("NB205", net("Dense: {units: 64, activation: relu, kernel_initializer: {RandomNormal: {stddev: 1.0}}}\n"
                  "Dense: {units: 64, activation: relu, kernel_initializer: {RandomNormal: {stddev: 2.0}}}  # NB205\n"
                  "Dense: {units: 64, activation: tanh, kernel_initializer: glorot_uniform}\nDense: {units: 4}")),
    # 205: at the bound, above it, and where the layer's own weights are left out
    ("NB205", net("Dense: {units: 16, activation: tanh, kernel_initializer: {RandomNormal: {stddev: 2.5}}}\nDense: {units: 3}", shape="[16]")),
    ("NB205", net("Dense: {units: 16, activation: tanh, kernel_initializer: {RandomNormal: {stddev: 2.6}}}  # NB205\nDense: {units: 3}", shape="[16]")),
    ("NB205", net("Dense: {units: 16, kernel_initializer: {RandomNormal: {stddev: 25}}}\nDense: {units: 16, activation: tanh}\nDense: {units: 3}",
                  shape="[16]")),
    # 206
    ("NB206", net("SeparableConv2D: {filters: 8, kernel_size: 3, depthwise_initializer: he_normal}  # NB206\nFlatten\nDense: {units: 4}",
                  shape="[8, 8, 3]")),
    ("NB206", net("DepthwiseConv2D: {kernel_size: 3, depthwise_initializer: {HeNormal: {input_axes: [0, 1], output_axes: [2, 3]}}}\nFlatten\nDense: {units: 4}",
                  shape="[8, 8, 3]")),
    ("NB206", net("DepthwiseConv2D: {kernel_size: 3, depthwise_initializer: he_normal}\nFlatten\nDense: {units: 4}", shape="[8, 8, 1]")),
    ("NB206", net("Conv2D: {filters: 8, kernel_size: 3, kernel_initializer: he_normal, activation: relu}\nFlatten\nDense: {units: 4}",
                  shape="[8, 8, 3]")),
    # 207 hides 404
    ("NB207 NB404", net(f"Dense: {{units: 64, {SIGMOID}, {GLOROT}}}  # NB207\n" + dense(3, f"{SIGMOID}, {GLOROT}") + "Dense: {units: 4}")),
    ("NB207 NB404", net(dense(3, f"{SIGMOID}, {GLOROT}") + "Dense: {units: 4}", compile_=SPARSE)),
    ("NB207 NB404", net(dense(3, f"{SIGMOID}, {GLOROT}") + "Dense: {units: 64, activation: sigmoid}  # NB404\nDense: {units: 4}")),
    ("NB207 NB404", net((f"Dense: {{units: 64, {GLOROT}}}\nBatchNormalization\nActivation: {{activation: sigmoid}}\n") * 4 + "Dense: {units: 4}")),
    # 208
    ("NB208", net("Dense: {units: 64, kernel_initializer: {HeNormal: {seed: 7}}, activation: relu}\n"
                  "Dense: {units: 64, kernel_initializer: {GlorotNormal: {seed: 7}}, activation: tanh}  # NB208\nDense: {units: 4}")),
    ("NB208", net("TimeDistributed: {layer: {Dense: {units: 3, kernel_initializer: {HeNormal: {seed: 7}}, activation: relu}}}\n"
                  "TimeDistributed: {layer: {Dense: {units: 3, kernel_initializer: {HeNormal: {seed: 7}}, activation: relu}}}  # NB208\n"
                  "LSTM: {units: 4}", shape="[5, 3]")),
    ("NB208", net("Bidirectional: {layer: {LSTM: {units: 4, kernel_initializer: {GlorotUniform: {seed: 7}}}}}  # NB208\nDense: {units: 4}", shape="[5, 3]")),
    ("NB208", net("Bidirectional: {layer: {LSTM: {units: 4, kernel_initializer: {GlorotUniform: {seed: 7}}}}, "
                  "backward_layer: {LSTM: {units: 4, go_backwards: true}}}\nDense: {units: 4}", shape="[5, 3]")),
    ("NB208", net("Dense: {units: 64, kernel_initializer: {HeNormal: {seed: 7}}, activation: relu}\n"
                  "Dense: {units: 32, kernel_initializer: {HeNormal: {seed: 7}}, activation: relu}\nDense: {units: 4}")),
    # 209
    ("NB209", net("Dense: {units: 8, activation: relu, kernel_initializer: {RandomNormal: {mean: 0.05, stddev: 0.05}}}  # NB209\nDense: {units: 4}")),
    ("NB209", net("Dense: {units: 1, activation: tanh, kernel_initializer: {RandomUniform: {minval: 0.0, maxval: 1.0}}}\nDense: {units: 4}")),
    ("NB209", net("Dense: {units: 8, activation: relu, kernel_initializer: random_uniform}\nDense: {units: 4}")),
    # 210
    ("NB210", net("Dense: {units: 8, bias_initializer: {Constant: {value: -1.0}}}  # NB210\nReLU\nDense: {units: 4}")),
    ("NB210", net("Dense: {units: 8, activation: relu6, bias_initializer: {Constant: {value: -0.99}}}\nDense: {units: 4}")),
    ("NB210", net("Dense: {units: 8, activation: leaky_relu, bias_initializer: {Constant: {value: -2.0}}}\nDense: {units: 4}")),
    ("NB210", net("Dense: {units: 8, bias_initializer: {Constant: {value: -2.0}}}\nBatchNormalization\nReLU\nDense: {units: 4}")),
    ("NB210", net("Dense: {units: 8, activation: relu}\nDense: {units: 4, activation: relu, bias_initializer: {Constant: {value: -2.0}}}")),
    # 211
    ("NB211", net("Conv1D: {filters: 3, kernel_size: 1, kernel_initializer: identity}  # NB211\nFlatten\nDense: {units: 4}", shape="[8, 3]")),
    ("NB211", net("TimeDistributed: {layer: {Dense: {units: 4, kernel_initializer: identity, activation: relu}}}  # NB211\nLSTM: {units: 4}", shape="[8, 3]")),
    ("NB211", net("Bidirectional: {layer: {LSTM: {units: 4, recurrent_initializer: identity}}}  # NB211\nDense: {units: 4}", shape="[5, 3]")),
    ("NB211", net("Bidirectional: {layer: {SimpleRNN: {units: 4, recurrent_initializer: identity}}}\nDense: {units: 4}", shape="[5, 3]")),
    ("NB211", net("TimeDistributed: {layer: {Dense: {units: 3, kernel_initializer: identity, activation: relu}}}\nLSTM: {units: 4}", shape="[8, 3]")),
]  # fmt: skip

ACTIVATIONS = [
    # 401
    ("NB401", net("Dense: {units: 64, activation: relu}\nDense: {units: 32, activation: linear}  # NB401\nDropout: {rate: 0.1}\nDense: {units: 4}")),
    ("NB401", net("Dense: {units: 64}  # NB401\nBatchNormalization\nDense: {units: 64}\nLayerNormalization\nDense: {units: 4}")),
    ("NB401", net("Dense: {units: 64, activation: relu}\nDense: {units: 16}\nDense: {units: 64, activation: relu}\nDense: {units: 4}")),
    ("NB401", net("Dense: {units: 64, activation: relu}\nDense: {units: 64}  # NB401\nDense: {units: 64, activation: relu}\nDense: {units: 4}")),
    ("NB401", net("Dense: {units: 16}  # NB401\nDense: {units: 32}")),
    ("NB401", net("Dense: {units: 16}\nDense: {units: 64}")),
    ("NB401", net("Dense: {units: 64}  # NB401\nDense: {units: 64}")),
    # a linear autoencoder of steps, however many there are
    ("NB401", net("Dense: {units: 2}\nDense: {units: 8}", shape="[null, 8]")),
    ("NB401", net("Dense: {units: 4}")),
    ("NB401", net("Dense: {units: 32}\nLSTM: {units: 8}\nDense: {units: 4}", shape="[5, 3]")),
    ("NB401", net("Embedding: {input_dim: 10, output_dim: 8}\nGlobalAveragePooling1D\nDense: {units: 4}", shape="[5]")),
    ("NB401", net("Conv2D: {filters: 8, kernel_size: 3, activation: relu}\nConv2D: {filters: 8, kernel_size: 1}\n"
                  "Conv2D: {filters: 8, kernel_size: 3, activation: relu}\nFlatten\nDense: {units: 4}", shape="[16, 16, 3]")),
    ("NB401", net("Conv3D: {filters: 4, kernel_size: [1, 3, 3]}\nConv3D: {filters: 4, kernel_size: [3, 1, 1], activation: relu}\n"
                  "Flatten\nDense: {units: 4}", shape="[8, 8, 8, 1]")),
    ("NB401", net("Conv2D: {filters: 4, kernel_size: [3, 1]}  # NB401\nConv2D: {filters: 4, kernel_size: [3, 3], activation: relu}\n"
                  "Flatten\nDense: {units: 4}", shape="[16, 16, 3]")),
    ("NB401", net("Conv2D: {filters: 8, kernel_size: 3, activation: relu}\nConv2D: {filters: 16, kernel_size: 1}\nDepthwiseConv2D: {kernel_size: 3}\n"
                  "Conv2D: {filters: 16, kernel_size: 1}\nReLU\nFlatten\nDense: {units: 4}", shape="[16, 16, 3]")),
    ("NB401", net("Dense: {units: 16, activation: relu}\nDense: {units: 64}\nReshape: {target_shape: [4, 4, 4]}\n"
                  "Conv2DTranspose: {filters: 4, kernel_size: 3, activation: relu}\nConv2D: {filters: 1, kernel_size: 3}")),
    # info only: a convolution going linear into the output
    ("NB401", net("Conv2D: {filters: 8, kernel_size: 3, activation: relu}\nConv2D: {filters: 8, kernel_size: 3}  # NB401\nFlatten\nDense: {units: 4}",
                  shape="[16, 16, 3]")),
    # the same where shapes are unknown
    ("NB401", net("Conv2D: {filters: 8, kernel_size: 40, activation: relu}\nConv2D: {filters: 8, kernel_size: [3, 1]}\n"
                  "Conv2D: {filters: 8, kernel_size: [1, 3], activation: relu}\nFlatten\nDense: {units: 4}", shape="[16, 16, 3]")),
    ("NB401", net("Conv2D: {filters: 8, kernel_size: 40, activation: relu}\nFlatten\nDense: {units: 64, activation: relu}\nDense: {units: 8}\n"
                  "Dense: {units: 64, activation: relu}\nDense: {units: 4}", shape="[16, 16, 3]")),
    # 402
    ("NB402", net("Dense: {units: 8, activation: relu}\nFlatten\nReLU  # NB402\nDense: {units: 4}")),
    ("NB402", net("Dense: {units: 8}\nReLU\nActivation: {activation: linear}\nActivation: {activation: tanh}  # NB402\nDense: {units: 4}")),
    ("NB402", net("Dense: {units: 8, activation: relu}\nLayerNormalization\nReLU\nDense: {units: 4}")),
    ("NB402", net("GRU: {units: 8}\nActivation: {activation: relu}\nDense: {units: 4}", shape="[5, 3]")),
    ("NB402", net("Dense: {units: 8, activation: relu}\nActivation: {activation: linear}\nDense: {units: 4}\nSoftmax")),
    ("NB402", net("Conv1D: {filters: 8, kernel_size: 3, activation: relu}\nMaxPooling1D\nReLU\nFlatten\nDense: {units: 4}", shape="[20, 3]")),
    # 403
    ("NB403", net("Dense: {units: 8}\nSoftmax  # NB403\nDense: {units: 4}")),
    ("NB403", net("Dense: {units: 8, activation: sparsemax}  # NB403\nDense: {units: 4}")),
    ("NB403", net("Dense: {units: 8}\nSoftmax: {axis: 1}\nFlatten\nDense: {units: 4}", shape="[5, 3]")),
    ("NB403", net("Dense: {units: 8, activation: {softmax: {axis: 1}}}\nFlatten\nDense: {units: 4}", shape="[5, 3]")),
    ("NB403", net("Dense: {units: 8}\nSoftmax: {axis: 2}  # NB403\nFlatten\nDense: {units: 4}", shape="[5, 3]")),
    ("NB403", net("TimeDistributed: {layer: {Dense: {units: 8, activation: {softmax: {axis: 1}}}}}  # NB403\nFlatten\nDense: {units: 4}", shape="[5, 3]")),
    # what a layer that could not be read may be: the output
    ("NB403", net("Dense: {units: 8, activation: softmax}\nNobodyKnows")),
    ("NB403", net("Dense: {units: 8, activation: softmax}  # NB403\nDense: {units: 8}\nNobodyKnows")),
    ("NB406", net("Dense: {units: 2, activation: relu}\nNobodyKnows")),
    ("NB407", net("Dense: {units: 2, activation: exponential}\nNobodyKnows")),
    ("NB405", net("LSTM: {units: 2, activation: softmax}\nNobodyKnows", shape="[5, 3]")),
    ("NB403", net("Dense: {units: 8, activation: relu}\nDense: {units: 4}\nSoftmax\nReshape: {target_shape: [2, 2]}")),
    # 404: two with plain SGD, three with momentum or without compile, four with the adaptive ones
    ("NB404", net(dense(1, SIGMOID) + "Dense: {units: 4}", compile_="{optimizer: sgd, loss: sparse_categorical_crossentropy}")),
    ("NB404", net(dense(1, SIGMOID) + "Dense: {units: 64, activation: hard_sigmoid}  # NB404\nDense: {units: 4}",
                  compile_="{optimizer: sgd, loss: mse}")),
    ("NB404", net("Dense: {units: 64, activation: sigmoid}  # NB404\nDense: {units: 1, activation: sigmoid}", compile_="{optimizer: sgd, loss: mse}")),
    ("NB404", net(dense(1, SIGMOID) + "Dense: {units: 1, activation: sigmoid}", compile_="{optimizer: sgd, loss: binary_crossentropy}")),
    ("NB404", net(dense(1, SIGMOID) + "Dense: {units: 64, activation: sigmoid}  # NB404\nDense: {units: 4}",
                  compile_="{optimizer: {LossScaleOptimizer: {inner_optimizer: sgd}}, loss: mse}")),
    ("NB404", net(dense(2, SIGMOID) + "Dense: {units: 4}", compile_="{optimizer: {SGD: {momentum: 0.9}}, loss: mse}")),
    ("NB404", net(dense(2, SIGMOID) + "Dense: {units: 64, activation: sigmoid}  # NB404\nDense: {units: 4}",
                  compile_="{optimizer: {SGD: {momentum: 0.9}}, loss: mse}")),
    ("NB404", net(dense(2, SIGMOID) + "Dense: {units: 4}")),
    ("NB404", net(dense(2, SIGMOID) + "Dense: {units: 64, activation: sigmoid}  # NB404\nDense: {units: 4}")),
    ("NB404", net(dense(3, SIGMOID) + "Dense: {units: 4}", compile_=SPARSE)),
    ("NB404", net(dense(3, SIGMOID) + "Dense: {units: 64, activation: sigmoid}  # NB404\nDense: {units: 4}", compile_=SPARSE)),
    ("NB404", net(dense(6, "activation: sigmoid, kernel_initializer: {VarianceScaling: {scale: 16.0}}") + "Dense: {units: 4}", compile_=SPARSE)),
    ("NB404", net("Dense: {units: 64}\nBatchNormalization\nActivation: {activation: sigmoid}\n" * 6 + "Dense: {units: 4}")),
    ("NB404", net("LSTM: {units: 8, return_sequences: true}\n" * 4 + "LSTM: {units: 8}\nDense: {units: 4}", shape="[5, 3]")),
    ("NB404", net(dense(4, "activation: tanh") + "Dense: {units: 4}")),
    # 405
    ("NB405", net("GRU: {units: 8, activation: elu}  # NB405\nDense: {units: 4}", shape="[5, 3]")),
    ("NB405", net("LSTM: {units: 8, activation: linear}  # NB405\nDense: {units: 4}", shape="[5, 3]")),
    ("NB405", net("LSTM: {units: 8, activation: linear}", shape="[5, 3]")),
    ("NB405", net("LSTM: {units: 8, activation: softmax}", shape="[5, 3]")),
    ("NB405", net("LSTM: {units: 8, activation: relu}  # NB405", shape="[5, 3]")),
    ("NB405", net("LSTM: {units: 8, activation: softsign, recurrent_activation: hard_sigmoid}\nDense: {units: 4}", shape="[5, 3]")),
    ("NB405", net("SimpleRNN: {units: 8, activation: relu}  # NB405\nDense: {units: 4}", shape="[5, 3]")),
    ("NB405", net("SimpleRNN: {units: 8, activation: softplus}\nDense: {units: 4}", shape="[5, 3]")),
    ("NB405", net("SimpleRNN: {units: 8, activation: linear}\nDense: {units: 4}", shape="[5, 3]")),
    ("NB405", net("Bidirectional: {layer: {LSTM: {units: 8, activation: relu}}}  # NB405\nDense: {units: 4}", shape="[5, 3]")),
    ("NB405", net("ConvLSTM1D: {filters: 4, kernel_size: 3, activation: relu}  # NB405\nFlatten\nDense: {units: 4}", shape="[5, 9, 3]")),
    # the way back has a state of its own
    ("NB405", net("Bidirectional: {layer: {GRU: {units: 8}}, backward_layer: {GRU: {units: 8, activation: relu, go_backwards: true}}}  # NB405\n"
                  "Dense: {units: 4}", shape="[5, 3]")),
    # RNN: its cells carry the state
    ("NB405", net("RNN: {cell: {LSTMCell: {units: 8, recurrent_activation: relu}}}  # NB405\nDense: {units: 4}", shape="[5, 3]")),
    ("NB405", net("RNN: {cell: [{GRUCell: {units: 8, activation: linear}}, GRUCell: {units: 8}]}  # NB405", shape="[5, 3]")),
    ("NB405", net("RNN: {cell: {StackedRNNCells: {cells: [{GRUCell: {units: 8}}, GRUCell: {units: 8, activation: linear}]}}}", shape="[5, 3]")),
    ("NB405", net("RNN: {cell: {SimpleRNNCell: {units: 8, activation: relu, recurrent_initializer: identity}}}\nDense: {units: 4}", shape="[5, 3]")),
    # 406 hides 601 on the same layer
    ("NB406 NB601", net("Dense: {units: 1, activation: relu}  # NB406\nDense: {units: 4, activation: softmax}", compile_=SPARSE)),
    ("NB406 NB601", net("Dense: {units: 2}  # NB406\nReLU\nDense: {units: 4, activation: softmax}", compile_=SPARSE)),
    ("NB406 NB601", net("Dense: {units: 1, activation: tanh}  # NB601\nDense: {units: 4, activation: softmax}", compile_=SPARSE)),
    ("NB406", net("Dense: {units: 3, activation: relu}\nDense: {units: 4}")),
    ("NB406", net("Dense: {units: 2, activation: leaky_relu}\nDense: {units: 4}")),
    ("NB406", net("Dense: {units: 2}\nBatchNormalization\nReLU\nDense: {units: 4}")),
    ("NB406", net("Conv1D: {filters: 2, kernel_size: 3, activation: relu}\nFlatten\nDense: {units: 4}", shape="[9, 3]")),
    # 407
    ("NB407", net("Dense: {units: 8}\nActivation: {activation: log_softmax}  # NB407\nDense: {units: 4}")),
    ("NB407", net("Dense: {units: 8, activation: relu}\nDense: {units: 4, activation: log_softmax}")),
    ("NB407", net("Dense: {units: 8, activation: relu}\nDense: {units: 1, activation: exponential}", compile_="{optimizer: adam, loss: poisson}")),
]  # fmt: skip

NORMALIZATION = [
    ("NB501", net("Conv2D: {filters: 8, kernel_size: 3}  # NB501\nBatchNormalization\nReLU\nFlatten\nDense: {units: 4}", shape="[8, 8, 3]")),
    ("NB501", net("Dense: {units: 8}\nReLU\nBatchNormalization\nDense: {units: 8}\nLayerNormalization\nDense: {units: 4}")),
    ("NB501", net("Dense: {units: 8}\nDropout: {rate: 0.1}\nBatchNormalization\nDense: {units: 4}")),
    # 502
    ("NB502", net("Dropout: {rate: 0.2}  # NB502\nReLU\nBatchNormalization\nDense: {units: 4}")),
    ("NB502", net("Dropout: {rate: 0.2}\nDense: {units: 8}\nBatchNormalization\nDense: {units: 4}")),
    ("NB502", net("Dropout: {rate: 0.2}\nGroupNormalization: {groups: 4}\nDense: {units: 4}")),
    ("NB502", net("AlphaDropout: {rate: 0.2}\nGaussianNoise: {stddev: 0.2}\nBatchNormalization\nDense: {units: 4}")),
    ("NB502", net("Dropout: {rate: 0.0}\nBatchNormalization\nDense: {units: 4}")),
    # 503
    ("NB503", net("Dense: {units: 4, activation: softmax}\nDropout: {rate: 0.2}  # NB503", compile_=SPARSE)),
    ("NB503", net("Dense: {units: 4, activation: softmax}\nDropout: {rate: 0.2}")),
    ("NB503", net("Dense: {units: 4, activation: softmax}\nDropout: {rate: 0.0}", compile_=SPARSE)),
    ("NB503", net("Dropout: {rate: 0.2}\nDense: {units: 4, activation: softmax}", compile_=SPARSE)),
    ("NB503", net("TimeDistributed: {layer: {Dense: {units: 4, activation: softmax}}}\nTimeDistributed: {layer: {Dropout: {rate: 0.2}}}  # NB503",
                  shape="[5, 3]", compile_=SPARSE)),
    ("NB503", net("Dense: {units: 4, activation: softmax}\nGaussianNoise: {stddev: 0.2}", compile_=SPARSE)),
    # 504
    ("NB504", net("Dense: {units: 64, activation: relu}\nDropout: {rate: 0.51}  # NB504\nDense: {units: 4}")),
    ("NB504", net("Dense: {units: 64, activation: relu}\nDropout: {rate: 0.5}\nDense: {units: 4}")),
    ("NB504", net("Dropout: {rate: 0.9}\nDense: {units: 4}")),
    ("NB504", net("Dense: {units: 512, activation: relu}\nDropout: {rate: 0.7}\nDense: {units: 4}")),
    ("NB504", net("Dense: {units: 512, activation: relu}\nDropout: {rate: 0.75}  # NB504\nDense: {units: 4}")),
    ("NB504", net("Dense: {units: 1024, activation: relu}\nDropout: {rate: 0.8}\nDense: {units: 4}")),
    ("NB504", net("Dense: {units: 1024, activation: relu}\nDropout: {rate: 0.81}  # NB504\nDense: {units: 4}")),
    ("NB504", net("Conv2D: {filters: 16, kernel_size: 1, activation: relu}\nFlatten\nDropout: {rate: 0.8}  # NB504\nDense: {units: 4}", shape="[8, 8, 3]")),
    ("NB504", net("Dense: {units: 511, activation: relu}\nDropout: {rate: 0.7}  # NB504\nDense: {units: 4}")),
    ("NB504", net("Conv2D: {filters: 8, kernel_size: 1, activation: relu}\nFlatten\nDropout: {rate: 0.6}\nDense: {units: 4}", shape="[8, 8, 3]")),
    ("NB504", net("GRU: {units: 8, recurrent_dropout: 0.6}  # NB504\nDense: {units: 4}", shape="[5, 3]")),
    ("NB504", net("Bidirectional: {layer: {LSTM: {units: 8, dropout: 0.6}}}  # NB504\nDense: {units: 4}", shape="[5, 3]")),
    ("NB504", net("LSTM: {units: 512, dropout: 0.6}\nDense: {units: 4}", shape="[5, 3]")),
    ("NB504", net("Embedding: {input_dim: 9, output_dim: 4}\nSpatialDropout1D: {rate: 0.6}  # NB504\nLSTM: {units: 8}\nDense: {units: 4}", shape="[5]")),
    ("NB504", net("BatchNormalization\nDropout: {rate: 0.6}\nDense: {units: 4}")),
    ("NB504", net("Dense: {units: 64, activation: relu}\nGaussianDropout: {rate: 0.6}  # NB504\nDense: {units: 4}")),
    ("NB504", net("RNN: {cell: {LSTMCell: {units: 8, dropout: 0.6}}}  # NB504\nDense: {units: 4}", shape="[5, 3]")),
    ("NB504", net("Bidirectional: {layer: {GRU: {units: 256, return_sequences: true}}}\nDropout: {rate: 0.6}\nGRU: {units: 8}\nDense: {units: 4}",
                  shape="[5, 3]")),
    ("NB504", net("Dense: {units: 8, activation: relu}\nGaussianNoise: {stddev: 0.9}\nDense: {units: 4}")),
    # 505
    ("NB505", net("GroupNormalization: {axis: 2, groups: 4}  # NB505\nFlatten\nDense: {units: 4}", shape="[8, 8, 4]")),
    ("NB505", net("BatchNormalization: {axis: -1}\nFlatten\nDense: {units: 4}", shape="[8, 8, 4]")),
    ("NB505", net("BatchNormalization: {axis: 3}\nFlatten\nDense: {units: 4}", shape="[8, 8, 4]")),
    ("NB505", net("Flatten\nBatchNormalization: {axis: 1}\nDense: {units: 4}", shape="[8, 8, 4]")),
    ("NB505", net("LayerNormalization: {axis: 1}\nFlatten\nDense: {units: 4}", shape="[8, 8, 4]")),
    ("NB505", net("MaxPooling2D: {data_format: channels_first}\nBatchNormalization: {axis: 1}\nFlatten\nDense: {units: 4}", shape="[3, 8, 8]")),
    ("NB505", net("TimeDistributed: {layer: {BatchNormalization: {axis: 3}}}\nFlatten\nDense: {units: 4}", shape="[5, 8, 8, 4]")),
    ("NB505", net("TimeDistributed: {layer: {BatchNormalization: {axis: 2}}}  # NB505\nFlatten\nDense: {units: 4}", shape="[5, 8, 8, 4]")),
    # 506
    ("NB506", net("Dense: {units: 4}\nLayerNormalization  # NB506", compile_="{optimizer: adam, loss: mse}")),
    ("NB506", net("Dense: {units: 4}\nUnitNormalization", compile_="{optimizer: adam, loss: cosine_similarity}")),
    # 507
    ("NB507", net("Dense: {units: 8, bias_regularizer: {L1: {l1: 0.2}}}  # NB507\nReLU\nDense: {units: 4}")),
    ("NB507", net("Dense: {units: 8, kernel_regularizer: {L1L2: {l1: 0.1, l2: 0.1}}}\nReLU\nDense: {units: 4}")),
    ("NB507", net("Bidirectional: {layer: {LSTM: {units: 8, recurrent_regularizer: {L2: {l2: 0.5}}}}}  # NB507\nDense: {units: 4}", shape="[5, 3]")),
    ("NB507", net("RNN: {cell: {LSTMCell: {units: 8, recurrent_regularizer: {L2: {l2: 0.5}}}}}  # NB507\nDense: {units: 4}", shape="[5, 3]")),
    # 508
    ("NB508", net("AveragePooling2D: {pool_size: 8}  # NB508\nFlatten\nDense: {units: 4}", shape="[8, 8, 4]")),
    ("NB508", net("AveragePooling2D: {pool_size: 5}\nFlatten\nDense: {units: 4}", shape="[8, 8, 4]")),
    ("NB508", net("AveragePooling2D: {pool_size: 4, data_format: channels_first}  # NB508\nFlatten\nDense: {units: 4}", shape="[8, 4, 4]")),
    ("NB508", net("MaxPooling2D: {pool_size: 8}\nFlatten\nDense: {units: 4}", shape="[8, 8, 4]")),
    ("NB508", net("AveragePooling1D: {pool_size: 8}  # NB508\nFlatten\nDense: {units: 4}", shape="[8, 4]")),
    ("NB508", net("Dense: {units: 4, activation: softmax}\nActivation: {activation: linear, dtype: float32}")),
    ("NB508", net("Dense: {units: 4}\nActivation: {activation: linear, activity_regularizer: l2}\nReLU\nDense: {units: 4}")),
    ("NB508", net("GaussianNoise: {stddev: 0}  # NB508\nDense: {units: 4}")),
    ("NB508", net("TimeDistributed: {layer: {Dropout: {rate: 0}}, activity_regularizer: l2}\nFlatten\nDense: {units: 4}", shape="[5, 3]")),
    # inside a repeat it has to do nothing in every round
    ("NB508", net("repeat: {times: 2, layers: [Flatten, Dense: {units: 8, activation: relu}]}\nDense: {units: 4}", shape="[5, 3]")),
    ("NB508", net("repeat: {times: 2, layers: [Flatten, Dense: {units: 8, activation: relu}]}  # NB508\nDense: {units: 4}")),
    # 509 hides 101
    ("NB509 NB101", net("SpatialDropout1D: {rate: 0.1}  # NB509\nFlatten\nDense: {units: 4}", shape="[8, 8, 4]")),
    ("NB509 NB101", net("TimeDistributed: {layer: {Dropout: {rate: 0.1}}}  # NB101\nDense: {units: 4}", shape="[8]")),
]  # fmt: skip

ROWS = INITIALIZATION + ACTIVATIONS + NORMALIZATION + STRUCTURE + TRAINING + VARIANTS


@pytest.mark.parametrize(
    ("codes", "text"), ROWS, ids=[f"{codes.replace(' ', '-')}-{at}" for at, (codes, _) in enumerate(ROWS)]
)
def test_a_boundary_is_where_it_is_said_to_be(codes: str, text: str) -> None:
    report = judge(text)
    wanted = set(codes.split())
    found = {(line_of(one), one.code) for one in report.diagnostics if one.code in wanted}
    assert found == {mark for mark in marks(text) if mark[1] in wanted}, text + described(report)


@pytest.mark.parametrize(
    ("options", "never_moves"),
    [
        ("activation: relu", True),
        ("activation: relu6", True),
        ("activation: softplus", False),
        ("activation: leaky_relu", False),
        ("activation: relu, bias_initializer: ones", False),
    ],
)
def test_zeros_stand_still_only_where_the_gradient_is_zero(options: str, never_moves: bool) -> None:
    text = net(f"Dense: {{units: 8, {options}, kernel_initializer: zeros}}\nDense: {{units: 4}}")
    [found] = [one for one in judge(text).diagnostics if one.code == "NB203"]
    assert ("never moves" in found.message) is never_moves
