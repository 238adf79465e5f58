"""The size of the JSON Schema."""

from collections.abc import Iterator

from benchmarks.row import Row
from benchmarks.timing import Measured


def rows() -> Iterator[Row]:
    """Bytes of the compact schema against 300 kB."""
    import json

    from netbuilder.convert.json_schema import schema

    size = len(json.dumps(schema(), separators=(",", ":")).encode())
    measured = Measured(size / 300_000, size, 300_000)
    yield Row("JSON Schema, compact", measured, 1.0, "300 kB", f"{size / 1000:.0f} kB / 300 kB")
