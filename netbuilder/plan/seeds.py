"""One seed for every thing that draws, derived from the network's seed, so that no two draw the same numbers."""

import random
from hashlib import sha256
from threading import Lock


def derived(seed: int, path: str, role: str) -> int:
    """The seed of one role of one layer, 31 bits; `path` is the layer's full name within the model."""
    digest = sha256(f"{seed}\0{path}\0{role}".encode()).digest()
    return int.from_bytes(digest[:4], "big") & 0x7FFFFFFF


_lock = Lock()
_last = b""
_builds = 0


def fresh_seed() -> int:
    """A seed for a network that has none.

    It follows from Python's random state, so that `keras.utils.set_random_seed` makes a run reproducible; the state
    is only looked at. Asked again at the same state it gives another one, as two Keras models differ too.
    """
    global _last, _builds
    state = sha256(repr(random.getstate()).encode()).digest()
    with _lock:
        _builds = _builds + 1 if state == _last else 0
        _last = state
        number = _builds
    return derived(int.from_bytes(state, "big"), "", str(number))
