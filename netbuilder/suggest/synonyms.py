"""Spellings from other tools, older Keras versions and papers, with what to write here instead.

What is near enough to the name it stands for is not here: `closest` finds it.
"""

_DIMENSIONS = (1, 2, 3)
LAYERS = {
    **{f"{where}AvgPool{n}D": f"{where}AveragePooling{n}D" for where in ("", "Global") for n in _DIMENSIONS},
    **{f"Convolution{n}D": f"Conv{n}D" for n in _DIMENSIONS},
    **{f"BatchNorm{n}d": "BatchNormalization" for n in _DIMENSIONS},
    "AvgPooling2D": "AveragePooling2D",
    "BatchNorm": "BatchNormalization",
    "Conv": "Conv2D",
    "ConvTranspose2d": "Conv2DTranspose",
    "Deconv2D": "Conv2DTranspose",
    "Deconvolution2D": "Conv2DTranspose",
    "FullyConnected": "Dense",
    "fc": "Dense",
    "Linear": "Dense",
    "LayerNorm": "LayerNormalization",
    "CuDNNLSTM": "LSTM",
    "CuDNNGRU": "GRU",
    "RNNCell": "SimpleRNN",
    "BiLSTM": "Bidirectional",
}

NAMES = {
    "activation": {
        "None": "linear",
        "identity": "linear",
        "logistic": "sigmoid",
        "lrelu": "leaky_relu",
        "exp": "exponential",
    },
    "initializer": {
        "xavier": "glorot_uniform",
        "xavier_uniform": "glorot_uniform",
        "xavier_normal": "glorot_normal",
        "glorot": "glorot_uniform",
        "glorot_xavier": "glorot_uniform",
        "xavier_init": "glorot_uniform",
        "he": "he_normal",
        "he_init": "he_normal",
        "kaiming": "he_normal",
        "kaiming_normal": "he_normal",
        "kaiming_uniform": "he_uniform",
        "lecun": "lecun_normal",
        "gaussian": "random_normal",
        "random": "random_normal",
    },
    "loss": {
        "cross_entropy": "categorical_crossentropy",
        "cce": "categorical_crossentropy",
        "scce": "sparse_categorical_crossentropy",
        "nll": "sparse_categorical_crossentropy",
        "l1": "mae",
        "l2": "mse",
        "kullback_leibler_divergence": "kl_divergence",
        "huber_loss": "huber",
        "MSELoss": "mse",
        "L1Loss": "mae",
        "NLLLoss": "sparse_categorical_crossentropy",
        "BCELoss": "binary_crossentropy",
        "SmoothL1Loss": "huber",
        "CrossEntropyLoss": "sparse_categorical_crossentropy",
        "BCEWithLogitsLoss": "binary_crossentropy",
    },
    "metric": {"rmse": "RootMeanSquaredError", "f1": "F1Score", "roc_auc": "AUC", "r2": "R2Score"},
    "optimizer": {"momentum": "sgd"},
    "regularizer": {"weight_decay": "L2"},
}

OPTIONS = {
    "activation": ("act", "activation_function", "nonlinearity"),
    "axis": ("dim",),
    "filters": ("channels", "out_channels"),
    "input_dim": ("vocab_size", "num_embeddings"),
    "kernel_initializer": (
        *("init", "initializer", "initialization", "kernel_init"),
        *("weight_init", "weight_initializer", "weights_init", "weights_initializer", "weights"),
    ),
    "kernel_regularizer": ("regularizer", "weight_regularizer", "weights_regularizer"),
    "kernel_size": ("filter_size",),
    "learning_rate": ("lr", "rate"),
    "maxval": ("high",),
    "minval": ("low",),
    "negative_slope": ("alpha", "slope"),
    "output_dim": ("embedding_dim",),
    "padding": ("border_mode",),
    "pool_size": ("kernel_size",),
    "rate": ("decay_rate", "dropout", "dropout_rate", "drop_rate", "p"),
    "stddev": ("sigma",),
    "units": (
        *("size", "hidden_size", "output_size", "width", "dim", "output_dim", "outputs", "out_features"),
        *("output_features", "neurons", "nodes", "hidden_units", "num_neurons", "n_neurons"),
    ),
}
"""What other tools and papers call an option."""

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
    "cuda": ("gpu",),
    "warning": ("warn",),
    "note": ("info",),
    "none": ("off",),
    "classification": ("multiclass",),
    "categorical": ("multiclass",),
    "sparse": ("integer",),
    "int": ("integer", "int32"),
    "float": ("float32",),
    "double": ("float64",),
    "half": ("float16",),
    "str": ("string",),
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
