"""Model files with something wrong in them: bytes changed, members missing, values of other types."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

FILES = sorted(path for path in (Path(__file__).parent / "files").iterdir() if path.suffix != ".bin")

ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 3, 2**40, 10**30, 0.5, -0.0, float("nan"), float("inf"), 1e308),
    *("", "relu", "x" * 300, "../../etc/passwd", "keras", "Lambda", "\ud800", "a\nb", "Package>Dense", "%s{}"),
    *([], {}, [None], [1, 2], [[]], {"class_name": "Dense"}, {"class_name": "Dense", "config": {}}, {"name": "l2"}),
    {"class_name": "__lambda__", "config": {"code": "4wEAAAAA"}},
    {"class_name": "__tuple__", "items": [None, 4]},
    {"module": "os", "class_name": "system", "config": "true"},
    {"class_name": "function", "config": {"class_name": "function", "config": "relu"}},
)


def changed_data(data: Any, random: Random) -> Any:
    """The same data with one to three places dropped, doubled, swapped or of another type."""
    data = copy.deepcopy(data)
    for _ in range(random.choice((1, 1, 2, 3))):
        places = list(_places(data))
        if not places:
            return random.choice(ODD)
        holder, key = random.choice(places)
        action = random.random()
        if action < 0.2:
            del holder[key]
        elif action < 0.3:
            other, other_key = random.choice(places)
            try:
                holder[key] = copy.deepcopy(other[other_key])
            except (KeyError, IndexError):
                holder[key] = None
        elif action < 0.35 and isinstance(holder, list):
            holder.insert(key, copy.deepcopy(holder[key]))
        elif action < 0.4 and isinstance(holder, dict):
            holder[random.choice(("class_name", "config", "name", "activation", "units", "layer", "p"))] = holder[key]
        else:
            holder[key] = copy.deepcopy(random.choice(ODD))
    return data


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    stack = [data]
    while stack:
        value = stack.pop()
        for key in value if isinstance(value, dict) else range(len(value)):
            yield value, key
            if isinstance(value[key], dict | list):
                stack.append(value[key])


def changed_bytes(data: bytes, random: Random) -> bytes:
    """The same bytes with some changed, cut off or repeated."""
    damaged = bytearray(data)
    for _ in range(random.choice((1, 1, 3, 20))):
        if not damaged:
            break
        at = random.randrange(len(damaged))
        action = random.random()
        if action < 0.6:
            damaged[at] = random.randrange(256)
        elif action < 0.75:
            del damaged[at : at + random.choice((1, 4, 100))]
        elif action < 0.9:
            damaged[at:at] = damaged[at : at + random.choice((1, 8, 64))]
        else:
            del damaged[at:]
    return bytes(damaged)


def as_json(data: Any) -> bytes:
    """Data as a JSON text, with whatever Python's json takes."""
    return json.dumps(data).encode()


def damaged_file(random: Random) -> bytes:
    """One of the files with something wrong in it: of JSON its data, else its bytes."""
    file = random.choice(FILES)
    data = file.read_bytes()
    if file.suffix == ".json" and random.random() < 0.85:
        return as_json(changed_data(json.loads(data), random))
    return changed_bytes(data, random)
