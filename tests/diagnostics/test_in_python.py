"""What is said of classes that are made wrongly in Python, as Python writes it: `in_python.txt`.

`pytest --update-golden` writes the file again; a change of a word is read in the difference.
"""

from pathlib import Path

import netbuilder as nb
from tests.golden import Golden

WRITTEN = Path(__file__).with_name("in_python.txt")
CALLS = """
nb.Dense(64)
nb.Dense(64, "relu")
nb.Dense("relu", 64)
nb.Dense("relu", "tanh")
nb.Dense(64, "relu", True, "zeros", "ones")
nb.Dense(*range(40))
nb.Dense(3, 4)
nb.Dense(units=4, name="x y")
nb.Dense("first", units=4)
nb.Dense(unit=4)
nb.Dense(units="64")
nb.Dense(units=64.0, activaton="rellu")
nb.Dense(units=(4,))
nb.Dense(units=None)
nb.Dense(units=int)
nb.Dense(units=4, activation=str)
nb.Dense()
nb.Dense(units=4, activation=nb.activations.relu)
nb.Dense(units=4, activation=nb.Dense)
nb.Dense(units=4, activation=nb.Dense(units=3))
nb.Dense(units=4, kernel_initializer=nb.losses.MeanSquaredError())
nb.Dense(units=4, kernel_initializer=nb.losses.MeanSquaredError)
nb.Dense(units=4, kernel_initializer=object())
nb.Dense(units=4, kernel_initializer=len)
nb.Dense(units=4, kernel_regularizer=0.01)
nb.Dense(units=4, input_shape=(8,))
nb.Dense(units=4, batch_size=2)
nb.Conv2D(32, (3, 3))
nb.Conv2D(32, (3, 3), padding="full")
nb.Conv2D(filters=4, kernel_size=(3, 3, 3))
nb.Dropout(30)
nb.Dropout(rate=30)
nb.Flatten(1)
nb.ReLU(6.0)
nb.Bidirectional(nb.LSTM(units=4))
nb.Bidirectional(layer=nb.Dense(units=4))
nb.Bidirectional(LSTM=nb.LSTM(units=4))
nb.Reshape((4, 2))
nb.Reshape(target_shape=[4, "2"])
nb.Compile("adam", "mse")
nb.Compile(optimizer="adm", loss="mse", metrics="mae")
nb.Compile(metrics=nb.metrics.AUC())
nb.Compile(optimizer=nb.optimizers.Adam)
nb.Compile(lr=0.1)
nb.Compile(epochs=3)
nb.Input((8,))
nb.Input(shape=8)
nb.optimizers.Adam(0.01)
nb.optimizers.Adam(lr=0.01)
nb.optimizers.SGD(0.01, 0.9)
nb.losses.Huber(2)
nb.metrics.AUC("PR")
nb.initializers.HeNormal(3)
nb.initializers.RandomNormal(0, 0.1)
nb.regularizers.L2(0.01)
nb.Network(input=[8], layers=[])
nb.Network(input=8, layers=[nb.Dense(units=1)])
nb.Network(input=[8], layers=nb.Dense(units=1))
nb.Network(input=[8], layers=[nb.Dense])
nb.Network(input=[8], layers=["Dens"])
nb.Network(input=[8], layers=[nb.Dense(units=1)], optimizer="adam")
nb.Network(layers=[nb.Dense(units=1)])
nb.Network([8], [nb.Dense(units=1)])
"""


def said(call: str) -> str:
    try:
        eval(call, {"nb": nb})
    except nb.ConfigError as error:
        return str(error).strip()
    return "nothing"


def test_what_is_said_of_calls(golden: Golden) -> None:
    found = "\n\n".join(f"> {call}\n{said(call)}" for call in CALLS.strip().splitlines()) + "\n"
    golden(WRITTEN, found)
