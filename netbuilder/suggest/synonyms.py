"""Spellings from other tools, older Keras versions and papers, with what to write here instead."""

_SHORT = {
    "AvgPool": "AveragePooling",
    "Convolution": "Conv",
    "GlobalAvgPool": "GlobalAveragePooling",
    "GlobalMaxPool": "GlobalMaxPooling",
    "MaxPool": "MaxPooling",
}
LAYERS = {
    **{f"{short}{n}D": f"{name}{n}D" for short, name in _SHORT.items() for n in (1, 2, 3)},
    "AvgPooling2D": "AveragePooling2D",
    "BatchNorm": "BatchNormalization",
    "BatchNorm1d": "BatchNormalization",
    "BatchNorm2d": "BatchNormalization",
    "BatchNorm3d": "BatchNormalization",
    "Conv": "Conv2D",
    "ConvTranspose2d": "Conv2DTranspose",
    "Convolution1DTranspose": "Conv1DTranspose",
    "Convolution2DTranspose": "Conv2DTranspose",
    "Convolution3DTranspose": "Conv3DTranspose",
    "Deconv2D": "Conv2DTranspose",
    "Deconvolution2D": "Conv2DTranspose",
    "DepthwiseConvolution2D": "DepthwiseConv2D",
    "FullyConnected": "Dense",
    "fc": "Dense",
    "CuDNNLSTM": "LSTM",
    "CuDNNGRU": "GRU",
    "LayerNorm": "LayerNormalization",
    "Linear": "Dense",
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
        "glorot_xavier": "glorot_uniform",
        "xavier_glorot": "glorot_uniform",
        "lecun": "lecun_normal",
        "gaussian": "random_normal",
        "random": "random_normal",
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
        "MSELoss": "mse",
        "L1Loss": "mae",
        "SmoothL1Loss": "huber",
        "CrossEntropyLoss": "sparse_categorical_crossentropy",
        "NLLLoss": "sparse_categorical_crossentropy",
        "BCELoss": "binary_crossentropy",
        "BCEWithLogitsLoss": "binary_crossentropy",
    },
    "metric": {
        "rmse": "RootMeanSquaredError",
        "f1": "F1Score",
        "f1_score": "F1Score",
        "roc_auc": "AUC",
        "acurracy": "accuracy",
        "r2": "R2Score",
    },
    "optimizer": {"adam_w": "adamw", "momentum": "sgd", "gd": "sgd"},
    "regularizer": {"l1_l2": "L1L2", "weight_decay": "L2"},
    "constraint": {"maxnorm": "max_norm", "nonneg": "non_neg"},
}

OPTIONS = {
    "activation": ("act", "activation_function", "nonlinearity"),
    "axis": ("dim",),
    "dilation_rate": ("dilation",),
    "filters": ("channels", "nb_filter", "num_filters", "n_filters", "out_channels"),
    "input_dim": ("vocab_size", "num_embeddings"),
    "kernel_initializer": (
        *("init", "initializer", "initialization", "kernel_init"),
        *("weight_init", "weight_initializer", "weights_init", "weights_initializer", "weights"),
    ),
    "kernel_regularizer": ("regularizer", "weight_regularizer", "weights_regularizer"),
    "kernel_size": ("kernel", "filter_size"),
    "learning_rate": ("lr", "rate"),
    "maxval": ("max", "high", "b"),
    "minval": ("min", "low", "a"),
    "negative_slope": ("alpha", "slope"),
    "output_dim": ("embedding_dim",),
    "padding": ("border_mode",),
    "pool_size": ("pool", "kernel_size"),
    "rate": ("decay_rate", "dropout", "dropout_rate", "drop_rate", "p"),
    "recurrent_initializer": ("recurrent_init",),
    "stddev": ("std", "sigma"),
    "strides": ("stride",),
    "units": (
        *("size", "hidden_size", "output_size", "width", "dim", "output_dim", "outputs", "out_features"),
        *("output_features", "neurons", "nodes", "num_units", "n_units", "hidden_units", "num_neurons", "n_neurons"),
    ),
    "use_bias": ("bias",),
}
"""What other tools and papers call an option."""

POSITIONS = {
    "Linear": ("in_features", "out_features", "bias"),
    **{f"Conv{n}d": ("in_channels", "out_channels", "kernel_size", "stride", "padding") for n in (1, 2, 3)},
    **{f"{kind}Pool{n}d": ("kernel_size", "stride") for kind in ("Max", "Avg") for n in (1, 2, 3)},
    **{f"BatchNorm{n}d": ("num_features",) for n in (1, 2, 3)},
    "LayerNorm": ("normalized_shape",),
}
"""What the arguments of PyTorch's layers are, in their order, where a class here has another."""

OF_THE_INPUT = (
    "input_dim",
    "input_shape",
    "batch_input_shape",
    "input_length",
    "batch_size",
    "in_features",
    "in_channels",
    "num_features",
    "normalized_shape",
    "input_size",
)
"""Options by which other tools tell a layer what comes in."""

INPUT_LAYERS = ("Input", "InputLayer")
"""Layers by which other tools say what comes in."""

TRAINING = ("learning_rate", "beta_1", "beta_2", "clipnorm", "weight_decay")
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
    "output": "layers",
    "outputs": "layers",
    "hidden": "layers",
    "hidden_layers": "layers",
    "output_layer": "layers",
    "input_dim": "input",
    "input_size": "input",
}
"""Keys at the top that belong elsewhere; "" for what netbuilder leaves to `model.fit`."""

TYPE_KEYS = ("type", "class_name", "layer", "kind", "class", "op", "name")
"""Keys by which other tools name a layer's class."""
