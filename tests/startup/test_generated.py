"""What is generated, so that no start has to make it, is up to date."""

import json

from netbuilder.convert import json_schema
from netbuilder.convert.schema_file import FILE, shipped_text
from netbuilder.vocabulary import index


def test_the_table_of_names() -> None:
    assert index.TARGET.read_text(encoding="utf-8") == index.text()
    assert index.main(["--check"]) == 0


def test_the_json_schema() -> None:
    assert FILE.read_text(encoding="utf-8") == json_schema.text_of_file()
    assert shipped_text() == json_schema.text()
    assert json.loads(shipped_text()) == json_schema.schema()
    assert json_schema.main(["--check"]) == 0
