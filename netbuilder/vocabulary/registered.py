"""What is registered with a Keras that is already imported: it may be used in a network without being passed."""

import sys
from typing import Any


def registered_with_keras() -> dict[str, Any]:
    """Classes and functions by their registered name, `package>Name`, and by the name alone where only one has it.

    Keras itself is not imported: what is registered was registered by somebody who has imported it.
    """
    keras = sys.modules.get("keras")
    if keras is None or not hasattr(keras, "saving"):
        return {}
    objects = dict(keras.saving.get_custom_objects())
    short: dict[str, list[Any]] = {}
    for name, thing in objects.items():
        if ">" in name:
            short.setdefault(name.rpartition(">")[2], []).append(thing)
    return {name: things[0] for name, things in short.items() if len(things) == 1} | objects
