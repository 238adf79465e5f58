"""The JSON Schema of everything, as a file that is shipped: making it takes three times as long as starting."""

from pathlib import Path

FILE = Path(__file__).with_name("netbuilder.schema.json")
"""A line for each definition; `python -m netbuilder.convert.json_schema` writes it."""


def shipped_text() -> str:
    """What `json_schema.text()` is."""
    return FILE.read_text(encoding="utf-8").replace("\n", "") + "\n"
