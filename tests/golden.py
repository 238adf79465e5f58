"""What the fixture `golden` of every test is."""

from collections.abc import Callable
from pathlib import Path

Golden = Callable[[Path, str], None]
"""A file and the whole text that should stand in it."""
