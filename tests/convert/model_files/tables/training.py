"""What a model was compiled with."""

from typing import Any

from tests.convert.model_files.tables.small_files import behind, behind_3, layer

Json = dict[str, Any]
SGD = layer("SGD", learning_rate=0.1)


def compiled(**training: Any) -> Json:
    return behind([4], layer("Dense", units=2), training_config=training)


def optimizer(written: Any, **more: Any) -> Json:
    return compiled(optimizer_config=written, loss="mse", **more)


def loss(written: Any) -> Json:
    return compiled(optimizer_config=SGD, loss=written)


def metrics(*written: Any, **more: Any) -> Json:
    return compiled(optimizer_config=SGD, loss="mse", metrics=list(written), **more)


def mean(name: Any, function: Any, **more: Any) -> Json:
    return layer("MeanMetricWrapper", name=name, fn=function, dtype="float32", **more)


SCHEDULE = layer(
    "ExponentialDecay", initial_learning_rate=0.1, decay_steps=100, decay_rate=0.9, staircase=False, name=None
)
CASES: dict[str, Any] = {
    "an optimizer and a loss": compiled(optimizer_config=SGD, loss="categorical_crossentropy", metrics=["accuracy"]),
    "an optimizer alone": compiled(optimizer_config=SGD),
    "a loss alone": compiled(loss="mse"),
    "a loss alone, and an optimizer that is null": compiled(optimizer_config=None, loss="mse"),
    "nothing": compiled(metrics=["accuracy"]),
    "nothing at all": compiled(),
    "training that is text": behind(
        [4], layer("Dense", units=2), training_config='{"optimizer": "adam", "loss": "mse"}'
    ),
    "training that is a list": behind([4], layer("Dense", units=2), training_config=["adam"]),
    "compile_config": behind_3([4], layer("Dense", units=2), compile_config={"optimizer": "adam", "loss": "mse"}),
    "trainingConfig": behind(
        [4],
        layer("Dense", units=2),
        trainingConfig={"optimizerConfig": layer("Adam", learningRate=0.1, beta1=0.8), "loss": "mse"},
    ),
    "training_config before compile_config": behind(
        [4], layer("Dense", units=2), training_config={"optimizer": "sgd"}, compile_config={"optimizer": "adam"}
    ),
    "Keras 1.0, beside the model": behind(
        [4], layer("Dense", units=2), optimizer={"name": "SGD", "lr": 0.1}, loss="mse", metrics=["accuracy"]
    ),
    "an optimizer and no loss beside the model": behind([4], layer("Dense", units=2), optimizer={"name": "SGD"}),
    "an optimizer by name": optimizer("adam"),
    "an optimizer by its class' name": optimizer("Adam"),
    "an optimizer of other letters": optimizer("RMSPROP"),
    "an optimizer of nobody": optimizer("lion2"),
    "an optimizer that is a number": optimizer(7),
    "an optimizer of another package": optimizer(layer("pkg>Adam")),
    "an optimizer of another module": optimizer({**layer("Adam"), "module": "pkg"}),
    "an optimizer with a wrong option": optimizer(layer("Adam", learning_rate="fast")),
    "old options": optimizer(layer("Adam", lr=0.002, beta_1=0.9, beta_2=0.999, epsilon=None, decay=0.0, amsgrad=False)),
    "options that are dropped": optimizer(
        layer(
            "Adam",
            learning_rate=0.01,
            jit_compile=True,
            is_legacy_optimizer=False,
            name="Adam",
            use_locking=False,
            iterations=3,
        )
    ),
    "an option that is lost": optimizer(layer("Adam", learning_rate=0.01, odd=5)),
    "two options that are lost": optimizer(layer("Adam", learning_rate=0.01, odd=5, other="x")),
    "options that are lost and say nothing": optimizer(layer("Adam", learning_rate=0.01, odd=0, other=None)),
    "decay": optimizer(layer("SGD", lr=0.1, decay=0.001, momentum=0.9, nesterov=True)),
    "decay of a schedule": optimizer(layer("SGD", learning_rate=SCHEDULE, decay=0.001)),
    "decay of 0": optimizer(layer("SGD", learning_rate=0.1, decay=0.0)),
    "decay that is a whole number": optimizer(layer("SGD", learning_rate=0.1, decay=1)),
    "decay that is text": optimizer(layer("SGD", learning_rate=0.1, decay="slow")),
    "decay below 0": optimizer(layer("SGD", learning_rate=0.1, decay=-0.1)),
    "decay of no rate": optimizer(layer("SGD", decay=0.1)),
    "decay of a rate that is a whole number": optimizer(layer("SGD", learning_rate=1, decay=0.1)),
    "a schedule": optimizer(layer("Adam", learning_rate=SCHEDULE)),
    "a schedule of nobody": optimizer(layer("Adam", learning_rate=layer("Warmup", steps=3))),
    "a schedule without a class": optimizer(layer("Adam", learning_rate={"steps": 3})),
    "a schedule of another package": optimizer(layer("Adam", learning_rate=layer("pkg>ExponentialDecay"))),
    "a schedule with a wrong option": optimizer(
        layer(
            "Adam", learning_rate=layer("ExponentialDecay", decay_steps=-1, decay_rate=1.0, initial_learning_rate=0.1)
        )
    ),
    "Nadam with its schedule": optimizer(layer("Nadam", lr=0.002, schedule_decay=0.004)),
    "Nadam with decay": optimizer(layer("Nadam", lr=0.002, decay=0.004)),
    "Nadam": optimizer(layer("Nadam", learning_rate=0.002, beta_1=0.8)),
    "an average of weights": optimizer(layer("Adam", use_ema=True, ema_momentum=0.9, ema_overwrite_frequency=10)),
    "no average of weights": optimizer(layer("Adam", use_ema=False, ema_momentum=0.9, ema_overwrite_frequency=10)),
    "weight decay of 0": optimizer(layer("Adam", weight_decay=0)),
    "weight decay of false": optimizer(layer("SGD", weight_decay=False)),
    "weight decay": optimizer(layer("Adam", weight_decay=0.01)),
    "weight decay of 0 in AdamW": optimizer(layer("AdamW", weight_decay=0)),
    "an optimizer within an optimizer": optimizer(
        layer("LossScaleOptimizer", inner_optimizer=layer("SGD", learning_rate=0.1), initial_scale=2.0)
    ),
    "an optimizer within an optimizer of old": optimizer(
        layer("LossScaleOptimizer", optimizer=layer("SGD", learning_rate=0.1))
    ),
    "an optimizer within an optimizer of nobody": optimizer(layer("LossScaleOptimizer", inner_optimizer=layer("Odd"))),
    "clipping": optimizer(layer("SGD", clipnorm=1.0, clipvalue=None, global_clipnorm=None)),
    "losses in lists": loss(["mse"]),
    "losses in lists of lists": loss([["mse"]]),
    "a loss by the output's name": loss({"dense": "mse"}),
    "a loss in a list by the output's name": loss([{"dense": ["mse"]}]),
    "two losses": loss(["mse", "mae"]),
    "two losses by name": loss({"a": "mse", "b": "mae"}),
    "no losses": loss([]),
    "no losses by name": loss({}),
    "a loss that is null": loss(None),
    "a loss by class": loss(
        layer("CategoricalCrossentropy", from_logits=True, name="categorical_crossentropy", reduction="auto")
    ),
    "a loss by class with a reduction": loss(layer("MeanSquaredError", reduction="sum", name="mean_squared_error")),
    "a loss by class with a name": loss(layer("MeanSquaredError", name="mine")),
    "a loss by class that Keras calls otherwise": loss(layer("Huber", delta=2.0, name="huber_loss")),
    "a loss of old names": loss("kullback_leibler_divergence"),
    "a loss of another old name": loss("cosine_proximity"),
    "a loss called logcosh": loss("logcosh"),
    "a loss as a function": loss({"class_name": "function", "config": "mean_squared_error"}),
    "a loss in a wrapper": loss(layer("LossFunctionWrapper", fn="mean_absolute_error", name="loss", reduction="auto")),
    "a loss in a wrapper of a function": loss(
        layer("LossFunctionWrapper", fn={"class_name": "function", "config": "mean_absolute_error"}, name=None)
    ),
    "a loss in a wrapper without its function": loss(layer("LossFunctionWrapper", name="my_loss")),
    "a loss of nobody": loss("my_loss"),
    "a loss of another package": loss(layer("pkg>MeanSquaredError")),
    "a loss that is a number": loss(3),
    "a loss with an option that is wrong": loss(layer("Huber", delta="wide")),
    "weights of a loss": compiled(optimizer_config=SGD, loss="mse", loss_weights=[0.5]),
    "weights of a loss by name": compiled(optimizer_config=SGD, loss="mse", loss_weights={"dense": 2}),
    "weights of a loss of 1": compiled(optimizer_config=SGD, loss="mse", loss_weights=1.0),
    "weights of two losses": compiled(optimizer_config=SGD, loss="mse", loss_weights=[0.5, 0.5]),
    "weights that are text": compiled(optimizer_config=SGD, loss="mse", loss_weights=["much"]),
    "metrics by name": metrics("accuracy", "mae", "AUC", "Precision"),
    "metrics in lists": metrics([["accuracy", "mae"]], ["mae"]),
    "metrics by output": compiled(optimizer_config=SGD, loss="mse", metrics={"dense": ["accuracy", "mae"]}),
    "a metric alone": compiled(optimizer_config=SGD, loss="mse", metrics="accuracy"),
    "metrics that are null": metrics(None, "mae"),
    "metrics of nobody": metrics("odd", "mae", "odder"),
    "metrics by class": metrics(
        layer("Precision", name="precision_2", thresholds=None, dtype="float32"),
        layer("Recall", name="mine"),
        layer("AUC", name="auc", num_thresholds=100),
        layer("TopKCategoricalAccuracy", k=3, name="top_k_categorical_accuracy"),
    ),
    "metrics with numbers that are no counting": metrics(
        layer("Recall", name="recall_b"), layer("Recall", name="_2"), layer("Recall", name=""), layer("Recall", name=7)
    ),
    "accuracy in a wrapper": metrics(mean("accuracy", "categorical_accuracy")),
    "acc in a wrapper": metrics(mean("acc", "binary_accuracy")),
    "a metric in a wrapper": metrics(mean("mse", "mean_squared_error"), mean(None, "mean_absolute_error")),
    "a metric in a wrapper without its function": metrics(mean("mine", None)),
    "a metric in a wrapper of a sum": metrics(layer("SumOverBatchSizeMetricWrapper", fn="mae", name="mae")),
    "acc": metrics("acc"),
    "the class of accuracy": metrics(layer("Accuracy", name="accuracy")),
    "a class of accuracy": metrics(layer("BinaryAccuracy", threshold=0.7, name="binary_accuracy_1")),
    "a metric of scores": metrics(layer("FBetaScore", beta=2.0, name="fbeta_score")),
    "a metric that Keras calls otherwise": metrics(layer("LogCoshError", name="logcosh")),
    "weighted metrics": metrics("mae", weighted_metrics=["mse"]),
    "weighted metrics of nothing": metrics("mae", weighted_metrics=[]),
    "scalars": metrics("mae", run_eagerly=True, steps_per_execution=4, jit_compile=True, auto_scale_loss=False),
    "scalars of their defaults": metrics(
        "mae", run_eagerly=False, steps_per_execution=1, jit_compile="auto", auto_scale_loss=True
    ),
    "scalars that are null": metrics("mae", run_eagerly=None, steps_per_execution=None, jit_compile=None),
    "scalars that are false": metrics("mae", jit_compile=False, steps_per_execution=False),
    "scalars that are 0": metrics("mae", run_eagerly=0, auto_scale_loss=0),
    "scalars that are text": metrics("mae", run_eagerly="yes", jit_compile="no"),
    "a loss that is the name of a metric": loss("acc"),
    "a loss that is a class and nothing else": loss({"class_name": "MeanSquaredError"}),
    "a loss without a reduction": loss(layer("MeanSquaredError", reduction=None)),
    "metrics called Accuracy": metrics("Accuracy", layer("Accuracy"), layer("acc"), "acc"),
    "no decay where Keras would take one": optimizer(layer("Muon", weight_decay=None)),
    "decays of weights": optimizer(layer("Adam", weight_decay=1), metrics=["mae"]),
    "a decay of weights that is 0": optimizer(layer("Adam", weight_decay=0.0)),
    "a schedule with a name": optimizer(
        layer("SGD", learning_rate=layer("CosineDecay", initial_learning_rate=0.1, decay_steps=9, name="mine"))
    ),
    "a loss and no optimizer beside the model": behind([4], layer("Dense", units=2), loss="mse"),
    "Keras 1.0, beside the model and in training_config": behind(
        [4], layer("Dense", units=2), optimizer={"name": "SGD"}, loss="mse", training_config={"optimizer": "adam"}
    ),
}
