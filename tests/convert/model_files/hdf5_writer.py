"""Files of HDF5 byte by byte: every form that the reader knows, with a knob for each."""

import json
from typing import NamedTuple

NOWHERE = 0xFFFFFFFFFFFFFFFF
CONFIG = json.dumps({"class_name": "Sequential", "config": {"layers": []}})


def number(value: int, size: int) -> bytes:
    return (value & ((1 << 8 * size) - 1)).to_bytes(size, "little")


def padded(data: bytes) -> bytes:
    return data + b"\0" * (-len(data) % 8)


class Form(NamedTuple):
    """How a file is written."""

    superblock: int = 0
    offset: int = 8
    length: int = 8
    new_headers: bool = False
    """`OHDR`, in place of the headers of version 1."""
    header_flags: int = 0
    attribute: int = 1
    """The version of attribute messages."""
    fixed_text: bool = False
    dataspace: int = 1
    link_flags: int = 0
    links_in_messages: bool = False
    """In place of a tree of tables."""
    filling: bytes = b"\0"
    """What stands up to the next multiple of eight, and behind what a message of version 1 says."""
    continued: bool = False
    """Whether the last message of every header stands in a block of its own."""


class Hdf5:
    """A model with two groups of weights, in a form."""

    def __init__(self, form: Form, config: str = CONFIG) -> None:
        self.form = form
        self.data = bytearray(self._superblock(0))
        kernel, bias = self.dataset((4, 2)), self.dataset((2,))
        inner = self.group({"kernel:0": kernel, "bias:0": bias, "nothing": self.dataset(())}, [])
        weights = self.group({"dense": inner}, [])
        attributes = [self.attribute("keras_version", "2.2.4"), self.attribute("model_config", config)]
        root = self.group({"model_weights": weights, "optimizer_weights": kernel}, attributes)
        self.data[: len(self._superblock(root))] = self._superblock(root)

    def content(self) -> bytes:
        return bytes(self.data)

    def _superblock(self, root: int) -> bytes:
        form = self.form
        start = b"\x89HDF\r\n\x1a\n" + bytes([form.superblock])
        if form.superblock in (0, 1):
            head = start + bytes([0, 0, 0, 0, form.offset, form.length, 0]) + b"\4\0\x10\0" + b"\0" * 4
            more = b"\0" * 4 if form.superblock == 1 else b""
            return padded(head + more + b"\0" * 5 * form.offset + number(root, form.offset) + b"\0" * 24)
        head = start + bytes([form.offset, form.length, 0]) + b"\0" * 3 * form.offset
        return padded(head + number(root, form.offset) + b"\0" * 32)

    def put(self, data: bytes) -> int:
        """The address of some bytes."""
        address = len(self.data)
        self.data += data + self.form.filling * (-len(data) % 8)
        return address

    def header(self, messages: list[tuple[int, bytes]]) -> int:
        last = messages[-1:] if self.form.continued else []
        first = [message for message in messages if message not in last]
        if last:
            block = b"".join(self.message(kind, data) for kind, data in last)
            block = b"OCHK" + block + b"\0" * 4 if self.form.new_headers else block
            place = number(self.put(block), self.form.offset) + number(len(block), self.form.length)
            first = [*first, (0x10, place)]
        body = b"".join(self.message(kind, data) for kind, data in first)
        if not self.form.new_headers:
            return self.put(b"\1\0" + number(len(messages), 2) + number(1, 4) + number(len(body), 4) + b"\0" * 4 + body)
        flags = self.form.header_flags
        more = b"\0" * ((16 if flags & 0x20 else 0) + (4 if flags & 0x10 else 0))
        return self.put(b"OHDR\2" + bytes([flags]) + more + number(len(body), 1 << (flags & 3)) + body + b"\0" * 4)

    def message(self, kind: int, data: bytes) -> bytes:
        if not self.form.new_headers:
            data += self.form.filling * (-len(data) % 8 or 8)
            return number(kind, 2) + number(len(data), 2) + b"\0" * 4 + data
        order = b"\0\0" if self.form.header_flags & 4 else b""
        return bytes([kind]) + number(len(data), 2) + b"\0" + order + data

    def dataspace(self, sizes: tuple[int, ...]) -> bytes:
        head = bytes([1, len(sizes), 0, 0, 0, 0, 0, 0]) if self.form.dataspace == 1 else bytes([2, len(sizes), 0, 1])
        return head + b"".join(number(size, self.form.length) for size in sizes)

    def dataset(self, sizes: tuple[int, ...]) -> int:
        return self.header([(0x01, self.dataspace(sizes)), (0x08, b"\3\1" + b"\0" * 16)])

    def attribute(self, name: str, text: str) -> tuple[int, bytes]:
        version, value = self.form.attribute, text.encode()
        parts = [name.encode() + b"\0", b"", self.dataspace(())]
        if self.form.fixed_text:
            parts[1] = b"\x13\0\0\0" + number(len(value) + 1, 4)
            value += b"\0"
        else:
            parts[1] = b"\x19\1\0\0" + number(16, 4)
            width = self.form.length
            other, own = padded(b"other"), padded(value)
            objects = number(1, 2) + b"\1\0" + b"\0" * 4 + number(5, width) + other
            objects += number(2, 2) + b"\1\0" + b"\0" * 4 + number(len(value), width) + own
            heap = self.put(b"GCOL\1\0\0\0" + number(8 + width + len(objects), width) + objects)
            value = number(len(value), 4) + number(heap, self.form.offset) + number(2, 4)
        lengths = b"".join(number(len(part), 2) for part in parts)
        if version == 1:
            parts = [padded(part) for part in parts]
        head = bytes([version, 0]) + lengths + (b"\1" if version == 3 else b"")
        return 0x0C, head + b"".join(parts) + value

    def group(self, members: dict[str, int], attributes: list[tuple[int, bytes]]) -> int:
        if self.form.links_in_messages:
            ordered, heap = self.form.link_flags & 4, number(NOWHERE, self.form.offset) + number(0, self.form.offset)
            dense = (b"\0\1" + b"\0" * 8 if ordered else b"\0\0") + heap
            none = (b"\0\1" + b"\0" * 2 if ordered else b"\0\0") + heap
            links = [(0x06, self.link(name, address)) for name, address in members.items()]
            return self.header([(0x02, dense), (0x15, none), *links, (0x06, self.soft_link()), *attributes])
        return self.header([(0x11, self.table(members)), *attributes])

    def link(self, name: str, address: int) -> bytes:
        flags = self.form.link_flags
        kind = b"\0" if flags & 8 else b""
        return self.link_head(name, kind) + number(address, self.form.offset)

    def link_head(self, name: str, kind: bytes) -> bytes:
        flags = self.form.link_flags | (8 if kind else 0)
        more = b"\0" * ((8 if flags & 4 else 0) + (1 if flags & 0x10 else 0))
        return bytes([1, flags]) + kind + more + number(len(name), 1 << (flags & 3)) + name.encode()

    def soft_link(self) -> bytes:
        return self.link_head("soft", b"\1") + number(3, 2) + b"/xy"

    def table(self, members: dict[str, int]) -> bytes:
        offset, length = self.form.offset, self.form.length
        names, places = b"\0" * 8, {}
        for name in [*members, "soft"]:
            places[name] = len(names)
            names += padded(name.encode() + b"\0")
        segment = self.put(names)
        heap = self.put(b"HEAP\0\0\0\0" + number(len(names), length) + number(0, length) + number(segment, offset))
        nodes = []
        for name in places:  # a table for each
            entry = number(places[name], offset) + number(members.get(name, NOWHERE), offset) + b"\0" * 24
            nodes.append(self.put(b"SNOD\1\0" + number(1, 2) + entry))
        keys = b"".join(number(0, length) + number(node, offset) for node in nodes) + number(0, length)
        tree = self.put(b"TREE\0\0" + number(len(nodes), 2) + b"\xff" * 2 * offset + keys)
        return number(tree, offset) + number(heap, offset)
