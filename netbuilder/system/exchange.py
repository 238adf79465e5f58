"""Let two files change places in one moment, where the system can: what stood there is still at hand then."""

import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

_AT_CWD = -100
_EXCHANGE = 2


def exchange(first: Path, second: Path) -> bool:
    """Give each of two files the name of the other; False where the system, or the disk, has no way to."""
    rename = _renameat2()
    return rename is not None and rename(_AT_CWD, os.fsencode(first), _AT_CWD, os.fsencode(second), _EXCHANGE) == 0


@cache
def _renameat2() -> Any:
    """The function of Linux' C library; Python itself has none that does it."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    try:
        function = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError):
        return None
    function.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint]
    return function
