"""Spellings from other tools, older Keras versions and papers, behind what to write here instead.

What is near enough to the name it stands for is not here: `closest` finds it.
"""

NAMES = {
    "layer": {
        **{f"{where}AveragePooling{n}D": f"{where}AvgPool{n}D" for where in ("", "Global") for n in (1, 3)},
        "AveragePooling2D": "AvgPool2D AvgPooling2D AvgPool",
        "GlobalAveragePooling2D": "GlobalAvgPool2D GlobalAvgPool",
        **{f"{where}MaxPooling{n}D": f"{where}MaxPool{n}D" for where in ("", "Global") for n in (1, 3)},
        "MaxPooling2D": "MaxPool2D MaxPool",
        "GlobalMaxPooling2D": "GlobalMaxPool2D GlobalMaxPool",
        "BatchNormalization": "BatchNorm BatchNorm1d BatchNorm2d BatchNorm3d",
        "GroupNormalization": "GroupNorm",
        "LayerNormalization": "LayerNorm",
        **{f"SpatialDropout{n}D": f"Dropout{n}D" for n in (1, 2, 3)},
        "Conv1D": "Convolution1D AtrousConvolution1D",
        "Conv2D": "Convolution2D AtrousConvolution2D Conv",
        "Conv3D": "Convolution3D",
        "Conv2DTranspose": "ConvTranspose2d Deconv2D Deconvolution2D Convolution2DTranspose",
        "Dense": "FullyConnected fc Linear TimeDistributedDense",
        "LSTM": "CuDNNLSTM",
        "GRU": "CuDNNGRU",
        "SimpleRNN": "RNNCell",
        "Bidirectional": "BiLSTM",
    },
    "activation": {
        "linear": "None identity",
        "sigmoid": "logistic",
        "leaky_relu": "lrelu",
        "exponential": "exp",
    },
    "initializer": {
        "glorot_uniform": "glorot glorot_xavier xavier_glorot xavier xavier_uniform",
        "glorot_normal": "xavier_normal",
        "he_normal": "he he_et_al kaiming kaiming_normal",
        "he_uniform": "kaiming_uniform",
        "lecun_normal": "lecun",
        "random_normal": "gaussian random",
    },
    "loss": {
        "categorical_crossentropy": "cross_entropy cce",
        "sparse_categorical_crossentropy": "scce nll NLLLoss CrossEntropyLoss",
        "binary_crossentropy": "BCELoss BCEWithLogitsLoss",
        "mae": "l1 L1Loss",
        "mse": "l2 MSELoss",
        "huber": "huber_loss SmoothL1Loss",
        "kl_divergence": "kullback_leibler_divergence",
    },
    "metric": {"RootMeanSquaredError": "rmse", "F1Score": "f1", "AUC": "roc_auc", "R2Score": "r2"},
    "optimizer": {"sgd": "momentum"},
    "regularizer": {"L2": "weight_decay"},
}

OPTIONS = {
    "activation": "act activation_function nonlinearity",
    "alpha_initializer": "init",
    "axis": "dim",
    "beta_initializer": "beta_init",
    "bias_constraint": "b_constraint",
    "bias_initializer": "bias_init",
    "bias_regularizer": "b_regularizer",
    "data_format": "dim_ordering",
    "dilation_rate": "atrous_rate",
    "dropout": "dropout_W",
    "embeddings_constraint": "W_constraint",
    "embeddings_initializer": "init",
    "embeddings_regularizer": "W_regularizer",
    "epsilon": "eps",
    "filters": "channels out_channels nb_filter",
    "gamma_initializer": "gamma_init",
    "groups": "num_groups",
    "input_dim": "vocab_size num_embeddings",
    "kernel_initializer": "init initializer initialization kernel_init weight_init weight_initializer weights_init "
    "weights_initializer weights",
    "kernel_constraint": "W_constraint",
    "kernel_regularizer": "regularizer weight_regularizer weights_regularizer W_regularizer",
    "kernel_size": "filter_size filter_length",
    "learning_rate": "lr rate",
    "maxval": "high",
    "minval": "low",
    "negative_slope": "alpha slope",
    "output_dim": "embedding_dim",
    "padding": "border_mode pad",
    "pool_size": "kernel_size pool_length",
    "rate": "decay_rate dropout dropout_rate drop_rate p",
    "recurrent_activation": "inner_activation",
    "recurrent_constraint": "U_constraint",
    "recurrent_dropout": "dropout_U",
    "recurrent_initializer": "inner_init",
    "recurrent_regularizer": "U_regularizer",
    "stddev": "sigma",
    "strides": "subsample subsample_length stride",
    "target_shape": "dims",
    "units": "size hidden_size output_size width dim output_dim outputs out_features output_features neurons nodes "
    "hidden_units num_neurons n_neurons",
    "use_bias": "bias",
}

WORDS = {
    "tensorflow": "tf",
    "torch": "pytorch",
    "gpu": "cuda",
    "warn": "warning",
    "info": "note",
    "off": "none",
    "multiclass": "classification categorical",
    "integer": "sparse int",
    "int32": "int",
    "float32": "float",
    "float64": "double",
    "float16": "half",
    "string": "str",
    "channels_first": "th",
    "channels_last": "tf",
}
"""Values of a fixed set of words."""

_SECTIONS = {
    "input": "inputs input_shape input_dim input_size batch_input_shape batch_shape",
    "layers": "model network hidden hidden_layers output outputs output_layer",
    "compile": "optimizer loss metrics training",
    "runtime": "device precision",
    "seed": "random_seed",
    "": "epochs batch_size callbacks validation_split fit train data dataset épocas epocas tamanho_do_lote treino",
}
TOP_LEVEL = {word: section for section, words in _SECTIONS.items() for word in words.split()}
"""Keys at the top that belong elsewhere; "" for what netbuilder leaves to `model.fit`."""

OF_THE_INPUT = (
    "input_dim input_shape batch_input_shape batch_shape input_length batch_size in_features in_channels num_features "
    "normalized_shape input_size"
).split()
"""Options by which other tools tell a layer what comes in."""

INPUT_LAYERS = ("Input", "InputLayer")
"""Layers by which other tools say what comes in."""

TRAINING = ("learning_rate", "beta_1", "beta_2", "clipnorm", "weight_decay")
"""Options of an optimizer that people write directly under `compile`."""

OF_THE_LOSS = ("from_logits", "label_smoothing")
"""Options of a loss that people write directly under `compile`."""

LAYERS_OF_THEIR_OWN = {
    **dict.fromkeys(("dropout", "dropout_rate"), "Dropout: {{rate: {}}}"),
    **dict.fromkeys(("batch_norm", "batch_normalization", "batchnorm"), "BatchNormalization"),
    "flatten": "Flatten",
}
"""Options of other tools' layers, and the layer that does the same here; `{}` is the value."""

TYPE_KEYS = ("type", "class_name", "layer", "kind", "class", "op", "name", "tipo", "classe", "camada")
"""Keys by which other tools name a layer's class, and a Portuguese course."""
