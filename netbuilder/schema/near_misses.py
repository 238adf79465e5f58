"""Spellings from other tools, older Keras versions and papers, with what to write here instead."""

LAYERS = {
    "AvgPool1D": "AveragePooling1D",
    "AvgPool2D": "AveragePooling2D",
    "AvgPool3D": "AveragePooling3D",
    "AvgPooling2D": "AveragePooling2D",
    "BatchNorm": "BatchNormalization",
    "BatchNorm1d": "BatchNormalization",
    "BatchNorm2d": "BatchNormalization",
    "Conv": "Conv2D",
    "ConvTranspose2d": "Conv2DTranspose",
    "Convolution1D": "Conv1D",
    "Convolution1DTranspose": "Conv1DTranspose",
    "Convolution2D": "Conv2D",
    "Convolution2DTranspose": "Conv2DTranspose",
    "Convolution3D": "Conv3D",
    "Convolution3DTranspose": "Conv3DTranspose",
    "Deconv2D": "Conv2DTranspose",
    "Deconvolution2D": "Conv2DTranspose",
    "DepthwiseConvolution2D": "DepthwiseConv2D",
    "FullyConnected": "Dense",
    "fc": "Dense",
    "GlobalAvgPool1D": "GlobalAveragePooling1D",
    "GlobalAvgPool2D": "GlobalAveragePooling2D",
    "GlobalAvgPool3D": "GlobalAveragePooling3D",
    "GlobalMaxPool1D": "GlobalMaxPooling1D",
    "GlobalMaxPool2D": "GlobalMaxPooling2D",
    "GlobalMaxPool3D": "GlobalMaxPooling3D",
    "CuDNNLSTM": "LSTM",
    "CuDNNGRU": "GRU",
    "LayerNorm": "LayerNormalization",
    "Linear": "Dense",
    "MaxPool1D": "MaxPooling1D",
    "MaxPool2D": "MaxPooling2D",
    "MaxPool3D": "MaxPooling3D",
    "MaxPool2d": "MaxPooling2D",
    "RNNCell": "SimpleRNN",
    "SeparableConvolution1D": "SeparableConv1D",
    "SeparableConvolution2D": "SeparableConv2D",
    "UpSample2D": "UpSampling2D",
    "BiLSTM": "Bidirectional",
    "Repeat": "repeat",
}

NAMES = {
    "activation": {
        "none": "linear",
        "None": "linear",
        "identity": "linear",
        "logistic": "sigmoid",
        "lrelu": "leaky_relu",
        "exp": "exponential",
        "hardtanh": "hard_tanh",
        "hardsigmoid": "hard_sigmoid",
    },
    "initializer": {
        "xavier": "glorot_uniform",
        "xavier_uniform": "glorot_uniform",
        "xavier_normal": "glorot_normal",
        "glorot": "glorot_uniform",
        "he": "he_normal",
        "kaiming": "he_normal",
        "kaiming_normal": "he_normal",
        "kaiming_uniform": "he_uniform",
        "lecun": "lecun_normal",
        "gaussian": "random_normal",
        "XavierUniform": "GlorotUniform",
        "XavierNormal": "GlorotNormal",
        "KaimingNormal": "HeNormal",
        "KaimingUniform": "HeUniform",
    },
    "loss": {
        "cross_entropy": "categorical_crossentropy",
        "cce": "categorical_crossentropy",
        "scce": "sparse_categorical_crossentropy",
        "nll": "sparse_categorical_crossentropy",
        "l1": "mae",
        "l2": "mse",
        "huber_loss": "huber",
        "logcosh": "log_cosh",
        "kullback_leibler_divergence": "kl_divergence",
    },
    "metric": {
        "rmse": "RootMeanSquaredError",
        "f1": "F1Score",
        "f1_score": "F1Score",
        "roc_auc": "AUC",
        "acurracy": "accuracy",
    },
    "optimizer": {"adam_w": "adamw", "momentum": "sgd", "gd": "sgd"},
    "regularizer": {"l1_l2": "L1L2", "weight_decay": "L2"},
    "constraint": {"maxnorm": "max_norm", "nonneg": "non_neg"},
}

OPTIONS = {
    "act": "activation",
    "bias": "use_bias",
    "channels": "filters",
    "decay_rate": "rate",
    "dilation": "dilation_rate",
    "dropout": "rate",
    "drop_rate": "rate",
    "hidden_size": "units",
    "init": "kernel_initializer",
    "initializer": "kernel_initializer",
    "kernel": "kernel_size",
    "kernel_init": "kernel_initializer",
    "lr": "learning_rate",
    "nb_filter": "filters",
    "num_filters": "filters",
    "num_units": "units",
    "out_channels": "filters",
    "out_features": "units",
    "output_features": "units",
    "p": "rate",
    "pool": "pool_size",
    "recurrent_init": "recurrent_initializer",
    "regularizer": "kernel_regularizer",
    "size": "units",
    "slope": "negative_slope",
    "alpha": "negative_slope",
    "stride": "strides",
    "std": "stddev",
    "border_mode": "padding",
    "vocab_size": "input_dim",
    "embedding_dim": "output_dim",
}

OF_THE_INPUT = (
    "input_dim",
    "input_shape",
    "batch_input_shape",
    "input_length",
    "batch_size",
    "in_features",
    "in_channels",
)
"""Options by which other tools tell a layer what comes in."""

TRAINING = ("lr", "learning_rate", "momentum", "decay", "beta_1", "beta_2", "clipnorm")
"""Options of an optimizer that people write directly under `compile`."""

OF_THE_LOSS = ("from_logits", "label_smoothing")
"""Options of a loss that people write directly under `compile`."""

LAYERS_OF_THEIR_OWN = {
    "dropout": "Dropout: {{rate: {}}}",
    "dropout_rate": "Dropout: {{rate: {}}}",
    "batch_norm": "BatchNormalization",
    "batch_normalization": "BatchNormalization",
    "batchnorm": "BatchNormalization",
    "flatten": "Flatten",
}
"""Options of other tools' layers, and the layer that does the same here; `{}` is the value."""

WORDS = {
    "cuda": "gpu",
    "warning": "warn",
    "note": "info",
    "none": "off",
    "classification": "multiclass",
    "categorical": "multiclass",
    "onehot": "one_hot",
    "one-hot": "one_hot",
    "int": "integer",
    "sparse": "integer",
}
"""Values of a fixed set of words as other tools call them."""

TOP_LEVEL = {
    "input_shape": "input",
    "inputs": "input",
    "model": "layers",
    "network": "layers",
    "optimizer": "compile",
    "loss": "compile",
    "metrics": "compile",
    "random_seed": "seed",
    "device": "runtime",
    "precision": "runtime",
    "epochs": "",
    "batch_size": "",
    "callbacks": "",
    "validation_split": "",
    "fit": "",
    "train": "",
    "training": "compile",
    "data": "",
    "dataset": "",
    "output": "",
}
"""Keys at the top that belong elsewhere; "" for what netbuilder leaves to `model.fit`."""

TYPE_KEYS = ("type", "class_name", "layer", "kind", "class", "op", "name")
"""Keys by which other tools name a layer's class."""
