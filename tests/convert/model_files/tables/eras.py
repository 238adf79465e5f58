"""Layers in the spelling of their time."""

from typing import Any

from netbuilder.convert.model_files.network_data import ImportOptions
from tests.convert.model_files.tables.small_files import behind, behind_3, layer, sequential

Json = dict[str, Any]
LAST = ImportOptions(data_format="channels_last")
IMAGE = [8, 8, 3]


def keras_1(shape: list[Any], *layers: Json, **beside: Any) -> Json:
    return behind(shape, *layers, keras_version="1.2.2", **beside)


def one(shape: list[Any], class_name: str, /, **config: Any) -> Json:
    return keras_1(shape, layer(class_name, name="x", **config))


def two(shape: list[Any], class_name: str, /, **config: Any) -> Json:
    """A layer of Keras 2."""
    return behind(shape, layer(class_name, name="x", **config), keras_version="2.2.4")


def three(shape: list[Any], class_name: str, /, **config: Any) -> Json:
    return behind_3(shape, layer(class_name, name="x", **config))


RNN: Json = {"output_dim": 3, "activation": "tanh", "return_sequences": True}
CASES: dict[str, Any] = {
    # Keras 1
    "1 Convolution1D": one(
        [8, 3], "Convolution1D", nb_filter=2, filter_length=3, subsample_length=2, border_mode="same"
    ),
    "1 Convolution2D": one(
        IMAGE, "Convolution2D", nb_filter=2, nb_row=3, nb_col=2, subsample=[2, 2], dim_ordering="tf"
    ),
    "1 Convolution2D of Theano": one(IMAGE, "Convolution2D", nb_filter=2, nb_row=3, nb_col=3, dim_ordering="th"),
    "1 Convolution2D of no order": one(IMAGE, "Convolution2D", nb_filter=2, nb_row=3, nb_col=3),
    "1 Convolution2D of the default order": one(
        IMAGE, "Convolution2D", nb_filter=2, nb_row=3, nb_col=3, dim_ordering="default"
    ),
    "1 Convolution2D of an order that the caller says": (
        one(IMAGE, "Convolution2D", nb_filter=2, nb_row=3, nb_col=3, dim_ordering="default"),
        ImportOptions(data_format="channels_first"),
    ),
    "1 Convolution2D of an order that is a list": one(
        IMAGE, "Convolution2D", nb_filter=2, nb_row=3, nb_col=3, dim_ordering=["tf"]
    ),
    "1 Convolution3D": one(
        [8, 8, 8, 1], "Convolution3D", nb_filter=2, kernel_dim1=3, kernel_dim2=2, kernel_dim3=1, dim_ordering="tf"
    ),
    "1 a kernel that lacks an axis": one(IMAGE, "Convolution2D", nb_filter=2, nb_row=3, dim_ordering="tf"),
    "1 AtrousConvolution1D": one([8, 3], "AtrousConvolution1D", nb_filter=2, filter_length=3, atrous_rate=2),
    "1 AtrousConvolution2D": one(
        IMAGE, "AtrousConvolution2D", nb_filter=2, nb_row=3, nb_col=3, atrous_rate=[2, 2], dim_ordering="tf"
    ),
    "1 Deconvolution2D": one(
        IMAGE, "Deconvolution2D", nb_filter=2, nb_row=3, nb_col=3, output_shape=[None, 10, 10, 2], dim_ordering="tf"
    ),
    "1 SeparableConvolution2D": one(
        IMAGE, "SeparableConvolution2D", nb_filter=2, nb_row=3, nb_col=3, init="uniform", dim_ordering="tf"
    ),
    "1 MaxPooling1D": one([8, 3], "MaxPooling1D", pool_length=2, stride=2, border_mode="valid"),
    "1 MaxPooling1D with another stride": one([8, 3], "MaxPooling1D", pool_length=3, stride=1),
    "1 UpSampling1D": one([8, 3], "UpSampling1D", length=3),
    "1 UpSampling2D": one(IMAGE, "UpSampling2D", size=[2, 2]),
    "1 UpSampling2D of an order that the caller says": (one(IMAGE, "UpSampling2D", size=[2, 2]), LAST),
    "1 UpSampling2D of the order of other layers": keras_1(
        IMAGE,
        layer("Convolution2D", nb_filter=2, nb_row=1, nb_col=1, dim_ordering="tf", name="a"),
        layer("Convolution2D", nb_filter=2, nb_row=1, nb_col=1, dim_ordering="th", name="b"),
        layer("Convolution2D", nb_filter=2, nb_row=1, nb_col=1, dim_ordering="th", name="c"),
        layer("UpSampling2D", size=[2, 2], name="d"),
    ),
    "1 ZeroPadding2D": (one(IMAGE, "ZeroPadding2D", padding=[1, 2]), LAST),
    "1 ZeroPadding2D of four": (one(IMAGE, "ZeroPadding2D", padding=[1, 2, 3, 0]), LAST),
    "1 ZeroPadding2D of three": (one(IMAGE, "ZeroPadding2D", padding=[1, 2, 3]), LAST),
    "1 ZeroPadding2D by side": (one(IMAGE, "ZeroPadding2D", padding={"top_pad": 1, "left_pad": 2}), LAST),
    "1 ZeroPadding2D by all sides": (
        one(IMAGE, "ZeroPadding2D", padding={"top_pad": 1, "bottom_pad": 2, "left_pad": 3, "right_pad": 4}),
        LAST,
    ),
    "1 ZeroPadding2D of nothing": (one(IMAGE, "ZeroPadding2D"), LAST),
    "1 ZeroPadding1D by side": one([8, 3], "ZeroPadding1D", padding={"left_pad": 1}),
    "1 ZeroPadding1D by both sides": one([8, 3], "ZeroPadding1D", padding={"left_pad": 1, "right_pad": 2}),
    "1 ZeroPadding1D by the other side": one([8, 3], "ZeroPadding1D", padding={"right_pad": 2}),
    "1 ZeroPadding1D": one([8, 3], "ZeroPadding1D", padding=2),
    "1 Reshape": one([8], "Reshape", dims=[2, 4]),
    "1 Dense": one(
        [4],
        "Dense",
        output_dim=3,
        init="he_normal",
        W_regularizer={"name": "WeightRegularizer", "l1": 0.0, "l2": 0.1},
        bias=False,
        input_dim=4,
    ),
    "1 Dense with a bias": one(
        [4],
        "Dense",
        output_dim=3,
        b_regularizer={"name": "L2", "l2": 0.1},
        b_constraint={"name": "nonneg"},
        W_constraint={"name": "MaxNorm", "m": 2},
    ),
    "1 Dense with both names": one([4], "Dense", output_dim=3, units=5),
    "1 Dense with weights": one([4], "Dense", output_dim=3, weights=None, input_length=None),
    "1 orthogonal": one([4], "Dense", output_dim=3, init="orthogonal"),
    "1 Dropout": one([4], "Dropout", p=0.3),
    "1 GaussianNoise": one([4], "GaussianNoise", sigma=0.3),
    "1 LSTM": one(
        [8, 3],
        "LSTM",
        **RNN,
        inner_activation="sigmoid",
        inner_init="orthogonal",
        init="glorot_uniform",
        forget_bias_init="one",
    ),
    "1 LSTM with ones for the forget gate": one(
        [8, 3], "LSTM", **RNN, inner_activation="sigmoid", inner_init="glorot_uniform", forget_bias_init="ones"
    ),
    "1 LSTM with zeros for the forget gate": one(
        [8, 3], "LSTM", **RNN, inner_activation="sigmoid", forget_bias_init="zero"
    ),
    "1 LSTM with more zeros for the forget gate": one(
        [8, 3], "LSTM", **RNN, inner_activation="sigmoid", forget_bias_init="zeros"
    ),
    "1 LSTM with another start of the forget gate": one(
        [8, 3], "LSTM", **RNN, inner_activation="sigmoid", forget_bias_init="uniform"
    ),
    "1 LSTM without its inner activation": one([8, 3], "LSTM", **RNN, dropout_W=0.1, dropout_U=0.2, consume_less="cpu"),
    "1 LSTM with regularizers": one(
        [8, 3],
        "LSTM",
        **RNN,
        inner_activation="sigmoid",
        U_regularizer={"name": "L1", "l1": 0.1},
        U_constraint={"name": "nonneg"},
    ),
    "1 SimpleRNN": one([8, 3], "SimpleRNN", output_dim=3, init="uniform"),
    "1 BatchNormalization": one([4], "BatchNormalization", mode=0, axis=-1, beta_init="one", gamma_init="zero"),
    "1 BatchNormalization of mode 1": one([4], "BatchNormalization", mode=1),
    "1 BatchNormalization of mode 2": one([4], "BatchNormalization", mode=2),
    "1 BatchNormalization without a mode": one([4], "BatchNormalization", mode=None),
    "1 Embedding": one(
        [4],
        "Embedding",
        input_dim=9,
        output_dim=3,
        init="uniform",
        W_regularizer={"name": "L2", "l2": 0.1},
        W_constraint={"name": "nonneg"},
        dropout=0.0,
    ),
    "1 Embedding that drops words": one([4], "Embedding", input_dim=9, output_dim=3, dropout=0.2),
    "1 PReLU": one([4], "PReLU", init="zero", weights=None),
    "1 TimeDistributedDense": one([8, 3], "TimeDistributedDense", output_dim=2, init="uniform", trainable=True),
    "1 TimeDistributedDense that is frozen": one([8, 3], "TimeDistributedDense", output_dim=2, trainable=False),
    "1 TimeDistributedDense without a name": keras_1([8, 3], layer("TimeDistributedDense", output_dim=2)),
    "1 SReLU": one([4], "SReLU"),
    # Keras 2
    "2 signs of Keras 1 in one layer": behind(
        [4], layer("Dense", units=2, name="a"), layer("Dropout", p=0.1, name="b")
    ),
    "2 signs of Keras 1 in what a wrapper applies": behind(
        [5, 4], layer("TimeDistributed", layer=layer("Dense", output_dim=2), name="t")
    ),
    "2 output_dim of an Embedding": two([4], "Embedding", input_dim=5, output_dim=2),
    "2 p of another layer": two([4], "Dense", units=2, p=0.1),
    "2 a version of 1 alone": behind([4], layer("ReLU"), keras_version="1.0.8"),
    "2 a version of 0": behind([4], layer("ReLU"), keras_version="0.3.3"),
    "2 a version of 10": behind([4], layer("ReLU"), keras_version="10.0"),
    "2 a version of 3": behind([5, 4], layer("LSTM", units=2), keras_version="3.0.0"),
    "2 a version of TensorFlow.js": behind([5, 4], layer("LSTM", units=2), keras_version="tfjs-layers 4.0"),
    "2 a backend of TensorFlow.js": behind(
        [5, 4], layer("LSTM", units=2), keras_version="3.0.0", backend="tensor_flow.js"
    ),
    "2 no version and a policy": sequential(
        layer("ReLU", dtype={"class_name": "DTypePolicy", "config": {"name": "float32"}}, batch_shape=[None, 4])
    ),
    "2 no version and no policy": sequential(layer("ReLU", dtype="float32", batch_shape=[None, 4])),
    "2 no version and a module": {**sequential(layer("ReLU", batch_shape=[None, 4])), "module": "keras"},
    "2 no version and a registered name": {
        **sequential(layer("ReLU", batch_shape=[None, 4])),
        "registered_name": "Sequential",
    },
    "2 no version, a module and batch_input_shape": {
        **sequential(layer("ReLU", batch_input_shape=[None, 4])),
        "module": "keras",
    },
    "2 a version of 2 and a module": {
        **sequential(layer("ReLU", batch_shape=[None, 4])),
        "module": "keras",
        "keras_version": "2.15.0",
    },
    "2 LSTM": two([5, 4], "LSTM", units=2, implementation=1, unroll=False),
    "2 LSTM without hard_sigmoid": two([5, 4], "LSTM", units=2, recurrent_activation="sigmoid"),
    "2 LSTM with hard_sigmoid": two([5, 4], "LSTM", units=2, recurrent_activation="hard_sigmoid"),
    "2 LSTM of time_major": two([5, 4], "LSTM", units=2, time_major=True),
    "2 LSTM of no time_major": two([5, 4], "LSTM", units=2, recurrent_activation="tanh", time_major=False),
    "2 GRU": two([5, 4], "GRU", units=2, recurrent_activation="sigmoid"),
    "2 GRU of reset_after": two([5, 4], "GRU", units=2, recurrent_activation="sigmoid", reset_after=True),
    "2 SimpleRNN": two([5, 4], "SimpleRNN", units=2, unroll=True),
    "2 ConvLSTM2D": two([3, 8, 8, 1], "ConvLSTM2D", filters=2, kernel_size=3, unroll=False),
    "2 ConvLSTM1D": two([3, 8, 1], "ConvLSTM1D", filters=2, kernel_size=3, unroll=True),
    "2 hard_sigmoid": two([4], "Dense", units=2, activation="hard_sigmoid"),
    "2 hard_sigmoid of an Activation": two([4], "Activation", activation="hard_sigmoid"),
    "2 CuDNNLSTM": two([5, 4], "CuDNNLSTM", units=2),
    "2 CuDNNGRU": two([5, 4], "CuDNNGRU", units=2),
    "2 CuDNNLSTM both ways": two([5, 4], "Bidirectional", layer=layer("CuDNNLSTM", units=2)),
    "2 UnifiedLSTM": two([5, 4], "UnifiedLSTM", units=2, recurrent_activation="sigmoid"),
    "2 UnifiedGRU": two([5, 4], "UnifiedGRU", units=2, recurrent_activation="sigmoid", reset_after=True),
    "2 SyncBatchNormalization": two([4], "SyncBatchNormalization"),
    "2 DepthwiseConv": two(IMAGE, "DepthwiseConv", kernel_size=3),
    "2 DepthwiseConv2D": two(
        IMAGE,
        "DepthwiseConv2D",
        kernel_size=3,
        groups=1,
        filters=None,
        kernel_initializer="ones",
        kernel_regularizer=None,
    ),
    "2 SeparableConv2D": two(IMAGE, "SeparableConv2D", kernel_size=3, groups=1, filters=2, kernel_initializer="ones"),
    "2 SeparableConv2D of two groups": two(IMAGE, "SeparableConv2D", kernel_size=3, groups=2, filters=2),
    "2 Conv2DTranspose": two(IMAGE, "Conv2DTranspose", kernel_size=3, groups=1, filters=2),
    "2 Conv2D of groups": two(IMAGE, "Conv2D", kernel_size=3, groups=3, filters=6),
    "2 ThresholdedReLU": two([4], "ThresholdedReLU", theta=0.5),
    "2 ThresholdedReLU without its threshold": two([4], "ThresholdedReLU"),
    "2 LeakyReLU": two([4], "LeakyReLU", alpha=0.1),
    "2 ELU": two([4], "ELU", alpha=0.1),
    "2 SpatialDropout1D": two([5, 4], "SpatialDropout1D", rate=0.1, noise_shape=[1, 1, 1]),
    "2 Dropout with a shape of noise": two([5, 4], "Dropout", rate=0.1, noise_shape=[1, 5, 1]),
    "2 BatchNormalization": two(
        [4],
        "BatchNormalization",
        axis=[1],
        renorm=False,
        renorm_clipping=None,
        renorm_momentum=0.9,
        virtual_batch_size=None,
        fused=True,
    ),
    "2 BatchNormalization of two axes": two([5, 4], "BatchNormalization", axis=[1, 2]),
    "2 BatchNormalization of parts": two([4], "BatchNormalization", virtual_batch_size=4),
    "2 BatchNormalization renormalized": two([4], "BatchNormalization", renorm=True, renorm_momentum=0.9),
    "2 LayerNormalization": two([4], "LayerNormalization", axis=[1]),
    "2 CategoryEncoding": two([1], "CategoryEncoding", max_tokens=4, output_mode="binary"),
    "2 CategoryEncoding of counts": two([1], "CategoryEncoding", num_tokens=4, output_mode="count"),
    "2 Discretization": two([1], "Discretization", bins=[0.0, 1.0]),
    "2 Discretization to infinity": two([1], "Discretization", bin_boundaries=[0.0, 1.0, float("inf")]),
    "2 Discretization of infinity alone": two([1], "Discretization", bin_boundaries=[float("inf")]),
    "2 a Dense with input_dim": two([4], "Dense", units=2, input_dim=4, batch_size=None, dynamic=False),
    # Keras 3
    "3 LSTM": three([5, 4], "LSTM", units=2, recurrent_activation="hard_sigmoid"),
    "3 GRU": three([5, 4], "GRU", units=2),
    "3 LeakyReLU": three([4], "LeakyReLU", alpha=0.1),
    "3 CuDNNLSTM": three([5, 4], "CuDNNLSTM", units=2),
    "3 ConvLSTM2D": three(
        [3, 8, 8, 1], "ConvLSTM2D", filters=2, kernel_size=3, unroll=False, zero_output_for_mask=False
    ),
    "3 SpatialDropout1D": three([5, 4], "SpatialDropout1D", rate=0.1, noise_shape=None, seed=None),
    "3 SpatialDropout1D with a shape of noise": three([5, 4], "SpatialDropout1D", rate=0.1, noise_shape=[1, 1, 1]),
    "3 RandomRotation": three(IMAGE, "RandomRotation", factor=[-0.2, 0.2]),
    "3 RandomRotation one way": three(IMAGE, "RandomRotation", factor=[0, 0.2]),
    "3 RandomRotation of one": three(IMAGE, "RandomRotation", factor=[0.2]),
    "3 RandomRotation of text": three(IMAGE, "RandomRotation", factor=["a", "b"]),
    "3 RandomContrast": three(IMAGE, "RandomContrast", factor=[0.0, 0.2]),
    "3 RandomContrast both ways": three(IMAGE, "RandomContrast", factor=[0.2, 0.2]),
    "3 RandomGaussianBlur": three(IMAGE, "RandomGaussianBlur", factor=[0, 1.0], sigma=[0, 0.5], stddev=1.0),
    "3 RandomShear": three(IMAGE, "RandomShear", x_factor=[-0.1, 0.1], y_factor=[0.0, 0.1]),
    "3 RandomTranslation": three(IMAGE, "RandomTranslation", height_factor=[0.0, 0.1], width_factor=[-0.1, 0.1]),
    "3 what says nothing": three(
        [4], "Dense", units=2, quantization_config=None, build_config={}, shared_object_id=3, optional=False
    ),
    "3 by the precision of one layer": sequential(
        layer("Dense", units=2, batch_input_shape=[None, 4]),
        layer("Dense", units=2, dtype={"class_name": "DTypePolicy", "config": {"name": "float32"}}),
    ),
}
