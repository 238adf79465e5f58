"""What is generated, so that no start has to make it, is up to date."""

from netbuilder.vocabulary import index


def test_the_table_of_names() -> None:
    assert index.TARGET.read_text(encoding="utf-8") == index.text()
    assert index.main(["--check"]) == 0
