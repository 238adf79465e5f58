"""Networks of Dense layers with `runtime.distribution`, built and trained with plain Keras on JAX, without netbuilder.

`python plain_keras.py` reads a JSON list of configs and prints, for each, `[error, specs of the weights]`.
"""

import json
import sys
from typing import Any

import keras
import numpy as np
import yaml


def outcome(config: dict[str, Any]) -> list[Any]:
    """How the second model of a process ends, and how the weights of the first are spread."""
    runtime = config["runtime"]
    try:
        with _distribution(runtime).scope():
            models = [_model(config), _model(config)]
            specs = [str(weight.value.sharding.spec) for weight in models[1].weights]
            # So many rows that a batch of it is cut as it says.
            entry = config["input"]
            size = entry["batch_size"] if isinstance(entry, dict) else 8
            for model in models:
                model.fit(np.ones((size, 16)), np.ones((size, 4)), batch_size=size, verbose=0)
    except Exception as error:
        return [f"{type(error).__name__}: {error}", []]
    return ["", specs]


def _distribution(runtime: dict[str, Any]) -> Any:
    module, written = keras.distribution, runtime["distribution"]
    devices = module.list_devices()
    if written == "DataParallel":
        return module.DataParallel(devices=devices[: runtime["devices"]])
    options = written["ModelParallel"]
    shape = tuple(options["mesh"].values())
    mesh = module.DeviceMesh(shape, list(options["mesh"]), devices[: runtime.get("devices", int(np.prod(shape)))])
    layout = module.LayoutMap(mesh)
    for pattern, axes in options["layout"].items():
        layout[pattern] = tuple(axes)
    return module.ModelParallel(layout_map=layout, batch_dim_name="batch")


def _model(config: dict[str, Any]) -> Any:
    layers = [
        keras.layers.Dense(layer["Dense"]["units"], name=f"dense_{at}" if at else "dense")
        for at, layer in enumerate(config["layers"])
    ]
    model = keras.Sequential([keras.Input((16,)), *layers], name=config.get("name"))
    model.compile(config.get("compile", {}).get("optimizer", "sgd"), "mse")
    return model


if __name__ == "__main__":
    print(json.dumps([outcome(yaml.safe_load(text)) for text in json.load(sys.stdin)]))
