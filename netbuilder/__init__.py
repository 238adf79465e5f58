"""netbuilder: a Keras network as a short YAML file, checked with line and column, built as a `keras.Sequential`.

    import netbuilder as nb

    model = nb.build("digits.yaml")

`load`, `check` and `build` work on files, and on networks made here:

    network = nb.Network(input=[784], layers=[nb.Dense(units=10, activation="softmax")])

Layers are `nb.Dense`, `nb.LSTM`, ...; the rest is where Keras has it: `nb.initializers.HeNormal`, `nb.losses.Huber`.
"""

TYPE_CHECKING = False  # `typing` takes longer to import than a check of what has not changed
if TYPE_CHECKING:
    from typing import Any


def __getattr__(name: str) -> "Any":
    from netbuilder.api.names import of_package

    return of_package(name)


def __dir__() -> list[str]:
    from netbuilder.api.names import names_of_package

    return names_of_package()
