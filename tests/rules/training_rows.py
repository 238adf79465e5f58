"""NB7xx at their boundaries: rows of the table in `test_must_pass.py`."""

# ruff: noqa: E501 - a row of the table is one line

from tests.rules.judging import net

HIDDEN, CONVEX = "Dense: {units: 8, activation: relu}\nDense: {units: 1}", "Dense: {units: 1}"


def trained(optimizer: str, code: str = "", layers: str = HIDDEN, loss: str = "mse") -> str:
    """A network with this optimizer on a line of its own."""
    return net(layers, more=f"compile:\n  optimizer: {optimizer}{'  # ' + code if code else ''}\n  loss: {loss}")


TRAINING = [
    # 701
    *[("NB701", trained(f"{{{name}: {{learning_rate: {rate}}}}}")) for name, rate in [
        ("Adam", 0.01), ("AdamW", 0.01), ("RMSprop", 0.01), ("Lion", 0.001), ("SGD", 0.5), ("Adagrad", 1), ("Ftrl", 1), ("Adadelta", 1.0),
        ("Adadelta", 10), ("Adam", 1.1e-6)]],
    *[("NB701", trained(f"{{{name}: {{learning_rate: {rate}}}}}", "NB701")) for name, rate in [
        ("Adam", 0.011), ("AdamW", 0.02), ("Adamax", 0.02), ("Nadam", 0.02), ("RMSprop", 0.011), ("Lamb", 0.02), ("Adafactor", 0.02), ("Lion", 0.0011), ("SGD", 0.51), ("Adagrad", 1.1),
        ("Ftrl", 1.1), ("Adadelta", 11), ("Adam", 1e-6), ("SGD", 1e-6), ("SGD", -0.1)]],
    ("NB701", trained("{SGD: {learning_rate: 0.1, momentum: 0.9}}")),
    ("NB701", trained("{SGD: {learning_rate: 0.5, momentum: 0.9}}")),
    ("NB701", trained("{SGD: {learning_rate: 0.5, momentum: 0.91}}", "NB701")),
    ("NB701", trained("{SGD: {learning_rate: 0.25, momentum: 0.9}}", layers="Dense: {units: 8, activation: relu}\n" + HIDDEN)),
    ("NB701", trained("{SGD: {learning_rate: 0.3, momentum: 0.9}}", "NB701", layers="Dense: {units: 8, activation: relu}\n" + HIDDEN)),
    ("NB701", trained("{SGD: {learning_rate: 0.3, momentum: 0.9}}", layers="Dense: {units: 8, activation: relu}\nBatchNormalization\n" + HIDDEN)),
    ("NB701", trained("{SGD: {learning_rate: 1.0e-7, momentum: 0.9}}", "NB701")),
    ("NB701", trained("{SGD: {learning_rate: 1.0e-6, momentum: 0.9}}")),
    ("NB701", trained("{SGD: {learning_rate: 0.4, momentum: 0.95}}", "NB701")),
    ("NB701", trained("{SGD: {learning_rate: 0.4, momentum: 0.95}}", layers=CONVEX)),
    ("NB701", trained("{Adam: {learning_rate: {ExponentialDecay: {initial_learning_rate: 0.001, decay_steps: 100, decay_rate: 1.1}}}}", "NB701")),
    # a kernel behind a shape error has weights all the same
    ("NB701", trained("{Adam: {learning_rate: 0.1}}", "NB701", layers="Dropout: {rate: 0.1, noise_shape: [5]}\n" + HIDDEN)),
    ("NB701", trained("{Adam: {learning_rate: 0.5}}", layers=CONVEX)),
    ("NB701", trained("{Adam: {learning_rate: 0.51}}", "NB701", layers=CONVEX)),
    ("NB701", trained("{Adam: {learning_rate: 0.1}}", "NB701", layers="Embedding: {input_dim: 9, output_dim: 4}\nFlatten\nDense: {units: 1}")),
    ("NB701", trained("{Adam: {learning_rate: {PiecewiseConstantDecay: {boundaries: [9], values: [0.1, 0.001]}}}}", "NB701")),
    ("NB701", trained("{Adam: {learning_rate: {CosineDecay: {initial_learning_rate: 0.0, decay_steps: 999, warmup_target: 0.1, warmup_steps: 99}}}}", "NB701")),
    ("NB701", trained("{Adam: {learning_rate: {CosineDecay: {initial_learning_rate: 0.0, decay_steps: 999, warmup_target: 0.01, warmup_steps: 99}}}}")),
    # a divisor that is never small
    ("NB701", trained("{Adam: {learning_rate: 0.5, epsilon: 1.0}}")),
    ("NB701", trained("{RMSprop: {learning_rate: 0.05, epsilon: 0.1}}")),
    ("NB701", trained("{RMSprop: {learning_rate: 0.06, epsilon: 0.1}}", "NB701")),
    ("NB701", trained("{Adam: {learning_rate: 0.1, epsilon: 1.0e-3}}", "NB701")),
    ("NB701 NB702", trained("adam")),
    # 702, 703
    ("NB702", trained("adadelta", "NB702")),
    ("NB702", trained("{Adadelta: {learning_rate: 0.5}}")),
    ("NB702", trained("{LossScaleOptimizer: {inner_optimizer: adadelta}}", "NB702")),
    ("NB703", trained("{LossScaleOptimizer: {inner_optimizer: {Adam: {beta_1: 1.5}}}}", "NB703")),
    ("NB703", trained("{Muon: {adam_beta_2: 1.0}}", "NB703")),
    # whatever the loss is, and where it is misspelt
    *[(code, trained(optimizer, code, loss=loss)) for loss in ("{Circle: {}}", "msee") for code, optimizer in [
        ("NB701", "{Adam: {learning_rate: 0.5}}"), ("NB701", "{SGD: {learning_rate: -1.0e-3}}"), ("NB702", "adadelta"), ("NB703", "{Adam: {beta_1: 1.5}}"),
        ("NB704", "{SGD: {learning_rate: {CosineDecay: {initial_learning_rate: 0.1, decay_steps: 50}}}}")]],
    ("NB703", trained("{Adam: {beta_1: 1.5, bta_2: 0.9}}", "NB703")),
    ("NB703", trained("{SGD: {momentum: 0.0}}")),
    ("NB703", trained("{RMSprop: {rho: 1.0}}", "NB703")),
    ("NB703", trained("{Adam: {beta_2: 1.0}}", "NB703")),
    ("NB703", trained("{Adam: {beta_1: 0.0, beta_2: 0.9999, epsilon: 1.0}}")),
    ("NB703", trained("{Adam: {epsilon: 1.0e-12}}", "NB703")),
    # 704
    ("NB704", trained("{SGD: {learning_rate: {CosineDecay: {initial_learning_rate: 0.1, decay_steps: 50}}}}", "NB704")),
    ("NB704", trained("{SGD: {learning_rate: {CosineDecay: {initial_learning_rate: 0.1, decay_steps: 5000}}}}")),
    ("NB704", trained("{SGD: {learning_rate: {CosineDecay: {initial_learning_rate: 0.0, decay_steps: 5000, warmup_target: 0.1, warmup_steps: 500}}}}")),
    ("NB704", trained("{SGD: {learning_rate: {PiecewiseConstantDecay: {boundaries: [5, 1000], values: [0.1, 0.01, 0.001]}}}}")),
    # 705
    ("NB705", net("Flatten", compile_="{optimizer: adam, loss: mse}").replace("layers:", "layers:  # NB705")),
    ("NB705", net("Sequential: {trainable: false, layers: [Dense: {units: 4}]}", compile_="{optimizer: adam, loss: mse}").replace(
        "layers:", "layers:  # NB705", 1)),
    ("NB705", net("Dense: {units: 4, trainable: false}")),
    ("NB705", net("NobodyKnows\nDense: {units: 4, trainable: false}", compile_="{optimizer: adam, loss: mse}")),
    ("NB705", net("Dense: {units: 4, trainable: false}\nBatchNormalization", compile_="{optimizer: adam, loss: mse}")),
]  # fmt: skip
