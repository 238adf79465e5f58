"""HDF5 in every form that is read without h5py."""

import pytest

from netbuilder.convert.model_files.detect import of_bytes
from tests.convert.model_files.hdf5_writer import Form, Hdf5

FORMS = {
    "as Keras writes it": Form(),
    "superblock 1": Form(superblock=1),
    "superblock 2": Form(superblock=2),
    "superblock 3": Form(superblock=3),
    "short numbers": Form(offset=4, length=4),
    "short offsets": Form(superblock=2, offset=4),
    "short lengths": Form(superblock=1, length=4),
    "filled with anything": Form(offset=4, length=4, filling=b"\xff"),
    "filled with anything, attributes 3": Form(superblock=1, offset=4, attribute=3, fixed_text=True, filling=b"\1"),
    "attributes 2": Form(attribute=2),
    "attributes 3": Form(attribute=3),
    "text of fixed length": Form(fixed_text=True),
    "text of fixed length, attributes 3": Form(fixed_text=True, attribute=3, dataspace=2),
    "continued": Form(continued=True),
    "new headers": Form(superblock=2, new_headers=True, dataspace=2, header_flags=1),
    "new headers with times": Form(superblock=3, new_headers=True, header_flags=0x21),
    "new headers with phases": Form(superblock=2, new_headers=True, header_flags=0x12, attribute=3),
    "new headers with an order": Form(superblock=2, new_headers=True, header_flags=0x06),
    "new headers, continued": Form(superblock=2, new_headers=True, header_flags=0x05, continued=True),
    "links in messages": Form(links_in_messages=True),
    "links of all kinds": Form(superblock=3, new_headers=True, header_flags=1, links_in_messages=True, link_flags=0x1D),
    "links with an order": Form(links_in_messages=True, link_flags=0x04),
    "links with a set of characters": Form(links_in_messages=True, link_flags=0x11),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_form_is_read(form: Form) -> None:
    file = of_bytes(Hdf5(form).content())
    assert file is not None
    assert file.topology == {"class_name": "Sequential", "config": {"layers": []}}
    assert file.version == "2.2.4"
    assert sorted(file.weights or ()) == [(), (2,), (4, 2)]
    assert file.parameters == 11
