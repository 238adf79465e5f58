"""What --fix alone mends, and what it leaves: a slip that means one thing, and no value that nobody wrote."""

import pytest

from netbuilder.source.edit import apply
from tests.rules.judging import judge

HEAD, TAIL = "input: [8]\nlayers:\n", "  - Dense: {units: 1, activation: sigmoid}\n"
COMPILE = "compile: {optimizer: adam, loss: binary_crossentropy%s}\n"


def mended(text: str) -> str:
    """The text after its safe fixes, round by round, as `check --fix` makes them."""
    for _ in range(5):
        text = apply(text, judge(text).diagnostics, unsafe=False)
    return text


def sentences(text: str) -> str:
    """All that is said to do."""
    return "\n".join(f"{one.message}: {one.fix}" for one in judge(text).diagnostics)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{HEAD}  - Densa: {{units: 4}}\n{TAIL}", f"{HEAD}  - Dense: {{units: 4}}\n{TAIL}"),
        (f"{HEAD}  - Dens: {{units: 4, activaton: rellu}}\n", f"{HEAD}  - Dense: {{units: 4, activation: relu}}\n"),
        (f"{HEAD}{TAIL}{COMPILE % ', metrics: accuracy'}", f"{HEAD}{TAIL}{COMPILE % ', metrics: [accuracy]'}"),
        (f"{HEAD}{TAIL}batch_size: 32\n", f"{HEAD}{TAIL}"),
        (f"{HEAD}  - Dense {{units: 4, name: a}}\n{TAIL}", f"{HEAD}  - Dense: {{units: 4, name: a}}\n{TAIL}"),
        (f"{HEAD}  - Dense:\n    units: 4  # four\n{TAIL}", f"{HEAD}  - Dense:\n      units: 4  # four\n{TAIL}"),
        (f"{HEAD}  - Dense: {{units: (4), name: a}}\n{TAIL}", f"{HEAD}  - Dense: {{units: 4, name: a}}\n{TAIL}"),
        (f"{HEAD}  - Dense: 16\n{TAIL}", f"{HEAD}  - Dense: {{units: 16}}\n{TAIL}"),
        (f"{HEAD}  - Dense: 16, relu\n{TAIL}", f"{HEAD}  - Dense: {{units: 16, activation: relu}}\n{TAIL}"),
        (f"{HEAD}  - Dropout: 20%\n{TAIL}", f"{HEAD}  - Dropout: {{rate: 0.2}}\n{TAIL}"),
        (f"{HEAD}  - Dropout: {{rate: 7.5%}}\n{TAIL}", f"{HEAD}  - Dropout: {{rate: 0.075}}\n{TAIL}"),
        (f"input: 28x28\nlayers:\n  - Flatten\n{TAIL}", f"input: [28, 28]\nlayers:\n  - Flatten\n{TAIL}"),
        ("layers:\n  - Dense: {units: 4, input_dim: 100}\n", "input: [100]\nlayers:\n  - Dense: {units: 4}\n"),
        (
            "layers:\n  - GRU: {units: 4, batch_input_shape: [2, 5, 3]}\n",
            "input: {shape: [5, 3], batch_size: 2}\nlayers:\n  - GRU: {units: 4}\n",
        ),
        (
            "input: {batch_shape: [2, 5, 3]}\nlayers:\n  - GRU: {units: 4}\n",
            "input: {shape: [5, 3], batch_size: 2}\nlayers:\n  - GRU: {units: 4}\n",
        ),
        (
            "layers:\n  - Embedding: {input_dim: 9, output_dim: 2, input_length: 5}\n  - Flatten\n",
            "input: [5]\nlayers:\n  - Embedding: {input_dim: 9, output_dim: 2}\n  - Flatten\n",
        ),
        ("input: keras.Input(shape=(8,), dtype='int32')\nlayers:\n  - Dense: {units: 1}\n",
         "input: {shape: [8], dtype: int32}\nlayers:\n  - Dense: {units: 1}\n"),
        (f"{HEAD}  - Dense: (16, activation='relu')\n  - Softmax: ()\n{TAIL}",
         f"{HEAD}  - Dense: {{units: 16, activation: relu}}\n  - Softmax\n{TAIL}"),
        (f"{HEAD}{TAIL}compile: (optimizer='adam', loss='binary_crossentropy')\n",
         f"{HEAD}{TAIL}compile: {{optimizer: adam, loss: binary_crossentropy}}\n"),
        (f"{HEAD}  - Dense: {{units: 2*3*4}}\n{TAIL}", f"{HEAD}  - Dense: {{units: 24}}\n{TAIL}"),
        (
            f"{HEAD}  - Dense: {{units: 3, W_regularizer: l2}}\n{TAIL}",
            f"{HEAD}  - Dense: {{units: 3, kernel_regularizer: l2}}\n{TAIL}",
        ),
        ("layers:\n  - Dense(units=64, input_dim=100)\n", "input: [100]\nlayers:\n  - Dense: {units: 64}\n"),
        ("layers:\n  - Input(shape=(28, 28))\n  - Flatten\n", "input: [28, 28]\nlayers:\n  - Flatten\n"),
        (
            f"{HEAD}{TAIL}compile: {{optimizer: sgd, lr: 0.1, loss: mse}}\n",
            f"{HEAD}{TAIL}compile: {{optimizer: {{SGD: {{learning_rate: 0.1}}}}, loss: mse}}\n",
        ),
        (
            f"{HEAD}{TAIL}compile: {{optimizer: {{Adam: {{learning_rate: 0.01, decay: 1e-6}}}}, loss: mse}}\n",
            f"{HEAD}{TAIL}compile: {{optimizer: {{Adam: {{learning_rate: {{InverseTimeDecay: "
            "{initial_learning_rate: 0.01, decay_steps: 1, decay_rate: 1e-6}}}}, loss: mse}\n",
        ),
        (
            f"{HEAD}{TAIL}compile: {{optimizer: {{SGD: {{lr: 0.1, decay: 0.001}}}}, loss: mse}}\n",
            f"{HEAD}{TAIL}compile: {{optimizer: {{SGD: {{learning_rate: {{InverseTimeDecay: "
            "{initial_learning_rate: 0.1, decay_steps: 1, decay_rate: 0.001}}}}, loss: mse}\n",
        ),
        (
            f"{HEAD}{TAIL}compile: {{optimizer: {{Adam: {{lr: 0.01, decay: 0.0}}}}, loss: mse}}\n",
            f"{HEAD}{TAIL}compile: {{optimizer: {{Adam: {{learning_rate: 0.01}}}}, loss: mse}}\n",
        ),
        *[
            (text, text.replace("Conv:", f"Conv{rank}:"))
            for rank, text in (
                ("1D", "input: [8, 1]\nlayers:\n  - Conv: {filters: 2, kernel_size: 3}\n"),
                ("2D", "input: [8, 8, 1]\nlayers:\n  - Conv: {filters: 2, kernel_size: 3}\n"),
            )
        ],
        # A rank that was written stays, whatever is around it.
        (
            "input: [8, 8, 1]\nlayers:\n  - Conv2D: {filters: 2, kernel_size: 3, activation: relu}\n"
            "  - Reshape: {target_shape: [36, 2]}\n  - Conv1d: {filters: 2, kernel_size: 3}\n",
            "input: [8, 8, 1]\nlayers:\n  - Conv2D: {filters: 2, kernel_size: 3, activation: relu}\n"
            "  - Reshape: {target_shape: [36, 2]}\n  - Conv1D: {filters: 2, kernel_size: 3}\n",
        ),
        (f"{HEAD}{TAIL}complie: {{optimizer: adm}}\n", f"{HEAD}{TAIL}compile: {{optimizer: adam}}\n"),
    ],
)  # fmt: skip
def test_what_means_one_thing_is_safe(before: str, after: str) -> None:
    assert mended(before) == after


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{HEAD}  - Dense: {{units: 4, input_dim: 100}}\n", "`input_dim: 100` contradicts `input: [8]`"),
        (f"{HEAD}  - unidades: 16\n{TAIL}", "no layer is called `unidades`"),
        (f"{HEAD}  - Dense: {{unites_of_it: 16}}\n{TAIL}", "`netbuilder explain Dense` lists what it has"),
        (f"input: [[8], [4]]\nlayers:\n{TAIL}", "got [8]"),
        (f"{HEAD}  - Dense: {{activation: relu}}\n{TAIL}", "`Dense: {units: 4, ...}`, say"),
        (f"{HEAD}  - Conv2D: 32\n{TAIL}", "filters: 32"),
        (
            "input: [8, 3]\nlayers:\n  - Reshape: {target_shape: [8, 3, 1]}\n"
            "  - Conv2D: {filters: 2, kernel_size: 3}\n  - GlobalAveragePooling\n",
            "did you mean `GlobalAveragePooling2D`?",
        ),
        # It raised the momentum of Nadam, and lowered no learning rate.
        (f"{HEAD}{TAIL}compile: {{optimizer: {{Nadam: {{decay: 0.004}}}}, loss: mse}}\n", "explain Nadam"),
        (f"{HEAD}{TAIL}compile: {{optimizer: {{SGD: {{decay: 1e-6}}}}, loss: mse}}\n", "InverseTimeDecay"),
        (f"{HEAD}  - Dropout: {{rate: 30}}\n{TAIL}", "`0.3` for 30 percent"),
    ],
)  # fmt: skip
def test_what_may_mean_another_thing_is_left(text: str, words: str) -> None:
    assert mended(text) == text
    assert words in sentences(text)


def test_a_metric_that_would_be_the_next_error_is_no_edit() -> None:
    text = f"{HEAD}  - Dense: {{units: 3, activation: softmax}}\ncompile: {{loss: %s, metrics: [f1]}}\n"
    integer, one_hot = (text % f"{kind}categorical_crossentropy" for kind in ("sparse_", ""))
    assert apply(integer, judge(integer).diagnostics, unsafe=True) == integer
    assert "metrics: [F1Score]" in apply(one_hot, judge(one_hot).diagnostics, unsafe=True)


def test_the_fix_of_a_rule_is_as_safe_as_the_rule_says() -> None:
    head = "  - Dense: {units: 1, activation: sigmoid}\n"
    text = f"{HEAD}{head}compile: {{loss: {{BinaryCrossentropy: {{from_logits: true}}}}}}\n"
    [logits] = [one for one in judge(text).diagnostics if one.code == "NB305"]
    assert logits.edits
    assert logits.safe


def test_a_decimal_comma_is_a_point() -> None:
    """In braces, where YAML takes it for two entries, and in a block, where it takes it for a text."""
    text = f"{HEAD}  - Dropout: {{rate: 0,5}}\n  - Dropout:\n      rate: 0,25\n{TAIL}"
    assert mended(text) == text.replace("0,5", "0.5").replace("0,25", "0.25")
    assert mended(f"{HEAD}  - Dropout: {{rate: 0, 5}}\n{TAIL}") == f"{HEAD}  - Dropout: {{rate: 0, 5}}\n{TAIL}"
