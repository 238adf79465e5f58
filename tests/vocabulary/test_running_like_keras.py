"""What classes say of running and training holds in the installed Keras: one that mends a stop fails here."""

import warnings
from typing import Any

import pytest

import netbuilder as nb
from netbuilder.engine.build import build
from netbuilder.engine.compat import takes_training
from netbuilder.graph import resolve
from netbuilder.parse import of_network
from netbuilder.plan import plan
from netbuilder.vocabulary.base.dtypes import LARGE_UNSIGNED, WHOLE_AND_BOOL
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import Normalizer, Preprocessing
from netbuilder.vocabulary.base.registry import every
from netbuilder.vocabulary.base.weights import Initializer

pytestmark = [pytest.mark.keras, pytest.mark.slow]

POLICIES = ("float16", "bfloat16", "float64", "mixed_float16", "mixed_bfloat16")
LAYERS = [cls for cls in every("layer") if issubclass(cls, Layer) and cls.__name__ != "repeat"]
FLOAT_LAYERS = [cls for cls in LAYERS if cls.input_dtype == "float32"]


def stops(layers: list[Any], shape: tuple[int | None, ...], dtype: str, policy: str) -> str:
    """Where Keras stops with a network, whatever the rules say of it: build, predict, fit, or nowhere."""
    import numpy as np
    import tensorflow as tf

    from netbuilder.engine.build import _model
    from netbuilder.engine.runtime import RuntimeScope

    network = nb.Network(input={"shape": shape, "dtype": dtype}, layers=layers, runtime={"precision": policy}, seed=1)
    planned = plan(resolve(of_network(network)))
    scope = RuntimeScope(planned.graph.draft, planned.runtime)
    sizes = (2, *(size or 4 for size in shape))
    x = tf.fill(sizes, "red") if dtype == "string" else tf.constant(np.ones(sizes), dtype)
    with warnings.catch_warnings(), scope.scope():
        warnings.simplefilter("ignore")
        try:
            model, _ = _model(scope.keras, planned)
        except nb.ConfigError:
            return "build"
        for stage, training in (("predict", False), ("fit", True)):
            try:
                tf.function(lambda x, training=training: model(x, training=training))(x)
            except Exception:  # TensorFlow's own kinds and those that Keras wraps: any of them stops a program
                return stage
    return ""


@pytest.mark.parametrize("cls", LAYERS, ids=lambda cls: cls.__name__)
def test_the_precisions_that_a_layer_stops_under(cls: type[Layer]) -> None:
    node = cls.model_validate(cls.example)
    for policy in POLICIES:
        stage = stops([{cls.__name__: cls.example}], cls.example_input, cls.input_dtype, policy)
        if stage == "build":
            assert policy == "bfloat16"  # an Orthogonal initializer, looked at below
        elif stage == "predict":
            assert policy in cls.stops_under or node.may_lack_cpu_kernel(policy, (None, *cls.example_input)), policy
        elif stage == "fit":
            assert policy in cls.stops_training_under, policy
        else:
            assert policy not in cls.stops_under | cls.stops_training_under, f"Keras has mended {policy}"


@pytest.mark.parametrize("cls", [cls for cls in LAYERS if cls.input_dtype != "string"], ids=lambda cls: cls.__name__)
def test_the_whole_numbers_that_a_layer_stops_under(cls: type[Layer]) -> None:
    is_cast = cls.input_dtype == "float32"
    for policy in sorted(WHOLE_AND_BOOL):
        options = cls.example | {"dtype": policy}
        try:
            node = cls.model_validate(options)
        except ValueError:
            continue
        stage = stops([{cls.__name__: options}], cls.example_input, cls.input_dtype, "float32")
        refused = policy in cls.stops_under or (is_cast and not node.accepts(policy))
        refused_in_training = policy in cls.stops_training_under or (
            is_cast and not node.accepts(policy, training=True)
        )
        # What Keras refuses it may refuse already where the model is put together.
        expected = ("build", "predict") if refused else ("fit",) if refused_in_training else ("",)
        assert stage in expected, policy


@pytest.mark.parametrize("cls", FLOAT_LAYERS, ids=lambda cls: cls.__name__)
def test_the_precisions_that_a_layer_has_no_gradient_in(cls: type[Layer]) -> None:
    import keras
    import tensorflow as tf

    from netbuilder.engine.objects import ObjectFactory

    if cls.__name__ == "AugMix" or not (cls.stops_gradient_under or issubclass(cls, Preprocessing)):
        return  # what AugMix draws decides
    for policy in ("bfloat16", "mixed_bfloat16"):
        if policy in cls.stops_under:
            continue  # it does not run at all
        try:
            node = cls.model_validate(cls.example | {"dtype": policy})
        except ValueError:
            continue  # what it holds is refused
        layer = ObjectFactory(keras).node(node)
        x = tf.ones((2, *[size or 4 for size in cls.example_input]))
        options = {"training": True} if takes_training(layer) else {}

        @tf.function(autograph=False)
        def gradient(x: Any, layer: Any = layer, options: Any = options) -> Any:
            with tf.GradientTape() as tape:
                tape.watch(x)
                total = tf.reduce_sum(tf.cast(layer(x, **options), "float32"))
            return tape.gradient(total, x)

        try:
            gradient(x)
        except TypeError:
            assert policy in cls.stops_gradient_under
        else:
            assert policy not in cls.stops_gradient_under, f"Keras has mended {policy}"


@pytest.mark.parametrize("cls", [cls for cls in LAYERS if issubclass(cls, Normalizer)], ids=lambda cls: cls.__name__)
def test_what_makes_whole_numbers_again_of_what_it_has_normalized(cls: type[Normalizer]) -> None:
    import keras
    import tensorflow as tf

    from netbuilder.engine.objects import ObjectFactory

    layer = ObjectFactory(keras).node(cls.model_validate(cls.example))
    shape = (2, *[size or 4 for size in cls.example_input])
    normalized = layer(tf.reshape(tf.range(tf.reduce_prod(shape)), shape))
    values = tf.cast(normalized, "float32").numpy()
    assert cls.rounds_whole == bool((values == values.round()).all())


@pytest.mark.parametrize("dtype", sorted(LARGE_UNSIGNED))
def test_the_whole_numbers_that_have_no_maximum_of_windows(dtype: str) -> None:
    for cls in LAYERS:
        if cls.stops_on:
            assert cls.stops_on == LARGE_UNSIGNED
            assert stops([{cls.__name__: cls.example}], cls.example_input, dtype, "float32") == "predict"


@pytest.mark.parametrize("cls", every("optimizer"), ids=lambda cls: cls.__name__)
def test_the_precisions_that_an_optimizer_stops_under(cls: Any) -> None:
    import numpy as np

    for precision in ("float16", "bfloat16", "float64"):
        network = nb.Network(
            input=[4],
            layers=[nb.Dense(units=2)],
            compile={"optimizer": {cls.__name__: cls.example}, "loss": "mse"},
            runtime={"precision": precision},
            seed=1,
        )
        planned = plan(resolve(of_network(network)))
        try:
            build(planned).model.fit(np.ones((2, 4)), np.ones((2, 2)), verbose=0)
        except TypeError:
            assert precision in cls.stops_under
        else:
            assert precision not in cls.stops_under


@pytest.mark.parametrize("cls", [cls for cls in every("activation") if not cls.only_bare], ids=lambda cls: cls.__name__)
def test_the_precisions_that_an_activation_stops_under(cls: Any) -> None:
    layer = {"Dense": {"units": 4, "activation": {cls.__name__: cls.example}}}
    found = {policy for policy in POLICIES if stops([layer], (8,), "float32", policy)}
    assert found == cls.stops_under


@pytest.mark.parametrize("cls", every("initializer"), ids=lambda cls: cls.__name__)
def test_the_precisions_that_an_initializer_cannot_draw(cls: type[Initializer]) -> None:
    if cls.family == "stft":
        pytest.skip("it makes kernels of spectrograms alone")
    layer = {"Dense": {"units": 8, "kernel_initializer": {cls.__name__: cls.example}}}
    found = {policy for policy in POLICIES[:3] if stops([layer], (8,), "float32", policy) == "build"}
    assert found == cls.stops_under


@pytest.mark.parametrize("cls", FLOAT_LAYERS, ids=lambda cls: cls.__name__)
def test_whether_a_gradient_passes(cls: type[Layer]) -> None:
    import numpy as np
    import tensorflow as tf

    network = nb.Network(input=cls.example_input, layers=[{cls.__name__: cls.example}], seed=1)
    model = nb.build(network)
    x = tf.constant(np.random.default_rng(0).random((2, *[size or 4 for size in cls.example_input])), "float32")
    with tf.GradientTape() as tape:
        tape.watch(x)
        made = model(x, training=True)
        loss = tf.reduce_sum(made) if made.dtype.is_floating else None
    passes = loss is not None and tape.gradient(loss, x) is not None
    assert passes == cls.passes_gradient


SPARSE = {"Discretization": {"bin_boundaries": [0.0, 1.0, 2.0], "output_mode": "multi_hot", "sparse": True}}


@pytest.mark.parametrize("cls", LAYERS, ids=lambda cls: cls.__name__)
def test_whether_it_computes_with_a_sparse_tensor(cls: type[Layer]) -> None:
    import numpy as np

    try:
        cls.model_validate(cls.example).output_shape((None, 4))
    except Exception:
        pytest.skip("it takes no vectors")
    if cls.is_container or cls.__name__ in ("TimeDistributed", "Bidirectional", "SpectralNormalization", "Reshape"):
        pytest.skip("what it holds decides")
    network = nb.Network(
        input=[3],
        layers=[SPARSE, {cls.__name__: cls.example}, {"Dense": {"units": 1}}],
        compile=nb.Compile(optimizer="sgd", loss="mse"),
        seed=1,
    )
    from netbuilder.engine.build import build

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = build(plan(resolve(of_network(network)))).model
        try:
            model.fit(np.ones((3, 3)), np.zeros((3, 1)), batch_size=2, verbose=0)
        except Exception:
            assert not cls.takes_sparse
        else:
            assert cls.takes_sparse
