"""Small model files made from plain data; the whole of what each becomes is in the `.md` file beside its table.

`pytest --update-golden` writes what they become again; a change of a word is read in the difference.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from netbuilder.convert.model_files.importing import DEFAULT, Imported
from netbuilder.convert.model_files.network_data import ImportOptions
from netbuilder.convert.model_files.refusal import Refused
from netbuilder.pipeline.importing import import_bytes

Json = dict[str, Any]


def layer(class_name: str, /, **config: Any) -> Json:
    return {"class_name": class_name, "config": config}


def sequential(*layers: Any, name: str = "sequential", **beside: Any) -> Json:
    return {"class_name": "Sequential", "config": {"name": name, "layers": list(layers)}, **beside}


def keras_3(*layers: Any, name: str = "sequential", **beside: Any) -> Json:
    return sequential(*layers, name=name, keras_version="3.8.0", **beside)


def behind(shape: list[Any], *layers: Any, **beside: Any) -> Json:
    """Layers of Keras 2 behind an input of some shape."""
    return sequential(layer("InputLayer", batch_input_shape=[None, *shape], name="i"), *layers, **beside)


def behind_3(shape: list[Any], *layers: Any, **beside: Any) -> Json:
    """The same in Keras 3."""
    return keras_3(layer("InputLayer", batch_shape=[None, *shape], name="i"), *layers, **beside)


def outcome(data: Any, options: ImportOptions = DEFAULT) -> str:
    """All that is said of a file: its config or its refusal."""
    try:
        imported = import_bytes(data if isinstance(data, bytes) else json.dumps(data).encode(), "m", options)
    except Refused as refusal:
        finding = refusal.diagnostic("m", "import")
        why, fix = f"\n  = {finding.why}" if finding.why else "", f"\n  = fix: {finding.fix}" if finding.fix else ""
        return f"{refusal.kind}: {refusal.message}{why}{fix}\n"
    return "no model\n" if imported is None else of_imported(imported)


def of_imported(imported: Imported) -> str:
    """The config and what stands beside it."""
    changes = ", another function in Keras 3" if imported.changes_function else ""
    refused = f"\n{imported.refusal.kind}: {imported.refusal.message}" if imported.refusal is not None else ""
    return f"{imported.text}= {imported.era}, {imported.container}, {imported.verdict}{changes}{refused}\n"


def compare(config: pytest.Config, name: str, case: str, text: str) -> None:
    """One case with its section of the file of that name, or write the section again."""
    sections = outcomes(name)
    if config.getoption("--update-golden"):
        sections[case] = text
        written = [f"## {case}\n\n```\n{text}```\n\n" for case, text in sorted(sections.items())]
        _path(name).write_text("".join(written), encoding="utf-8")
    assert text == sections.get(case), case


def outcomes(name: str) -> dict[str, str]:
    """The texts of a table's file by their cases."""
    text = _path(name).read_text(encoding="utf-8") if _path(name).exists() else ""
    return dict(re.findall(r"^## ([^\n]*)\n\n```\n(.*?)^```\n", text, re.MULTILINE | re.DOTALL))


def _path(name: str) -> Path:
    return Path(__file__).with_name(f"{name}.md")
