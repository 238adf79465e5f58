"""The size of the JSON Schema."""

from collections.abc import Iterator

from benchmarks.row import Row
from benchmarks.timing import Measured


def rows() -> Iterator[Row]:
    """Bytes of the compact schema against 300 kB."""
    import json

    from netbuilder.write.json_schema import schema

    size = len(json.dumps(schema(), separators=(",", ":")).encode())
    yield Row(f"JSON Schema: {size:,} bytes", Measured(size / 300_000, size, 300_000), 1.0, "300 kB")
