"""What an archive calls the weights of its layers: Keras' counting by class, whatever the layers are called."""

from collections import Counter
from typing import Any

from netbuilder.convert.model_files.chain import chain_of
from netbuilder.vocabulary.base.layer_names import automatic_name


def layer_keys(topology: dict[str, Any]) -> list[str]:
    """`dense`, `dense_1`, `lstm`, ...: one a layer, in the order of use; nested models are not looked into."""
    counts: Counter[str] = Counter()
    keys = []
    for record in chain_of(topology).layers:
        stem = automatic_name(record.class_name)
        keys.append(f"{stem}_{counts[stem]}" if counts[stem] else stem)
        counts[stem] += 1
    return keys
