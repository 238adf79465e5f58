"""Names in an attribute of HDF5, which holds 64 KiB at most."""

from netbuilder.engine.stored_weights.read import _names


def test_names_that_keras_has_cut_are_put_together() -> None:
    attributes = {"names": [b"a"], "names0": [b"b", "c"], "names1": [b"d"], "names3": [b"behind a hole"]}
    assert _names(attributes, "names") == ["a", "b", "c", "d"]
    assert _names(attributes, "others") == []
