"""The part of HDF5 that saved models use, read in bounded time: groups, shapes of datasets, text attributes.

The C library loops for ever over some damaged heaps, so it never sees a file that can be read here. Only hard links
are followed, and no data is read but that of text attributes.
"""

from collections.abc import Iterator
from typing import IO, NamedTuple

from netbuilder.convert.model_files.limits import MAX_BYTES

SIGNATURE = b"\x89HDF\r\n\x1a\n"
_MOST_STEPS = 1_000_000
_MOST_HEADER = 1 << 20
_DATASPACE, _LINK_INFO, _LINK, _LAYOUT, _ATTRIBUTE = 0x01, 0x02, 0x06, 0x08, 0x0C
_CONTINUATION, _SYMBOL_TABLE, _ATTRIBUTE_INFO = 0x10, 0x11, 0x15
_SHARED = 0x02
_VIRTUAL = 3
_FIXED_STRING, _VARIABLE = 3, 9


class Damaged(Exception):
    """The bytes are not what they have to be."""


class Unsupported(Exception):
    """A form of HDF5 that Keras does not write."""


class _Message(NamedTuple):
    kind: int
    flags: int
    data: bytes


class Object:
    """A group or a dataset."""

    def __init__(self, file: "File", messages: list[_Message]) -> None:
        self._file = file
        self._messages = messages

    @property
    def is_dataset(self) -> bool:
        """Whether it holds an array in the file itself."""
        layout = next(self._of(_LAYOUT), None)
        return layout is not None and not (layout[:1] >= b"\x03" and layout[1:2] == bytes((_VIRTUAL,)))

    @property
    def shape(self) -> tuple[int, ...]:
        """The sizes of a dataset."""
        data = next(self._of(_DATASPACE), None)
        if data is None:
            raise Damaged
        return self._file.sizes(data)

    def members(self) -> dict[str, int]:
        """The addresses of what a group holds, by name; links to other names and other files are left out."""
        members: dict[str, int] = {}
        for data in self._of(_SYMBOL_TABLE):
            members |= self._file.symbols(data)
        for data in self._of(_LINK_INFO):
            if self._file.is_dense(data, 8):
                raise Unsupported
        for data in self._of(_LINK):
            members |= self._file.link(data)
        return members

    def attributes(self) -> dict[str, bytes]:
        """The raw attribute messages by name."""
        for data in self._of(_ATTRIBUTE_INFO):
            if self._file.is_dense(data, 2):
                raise Unsupported
        return {name: data for data in self._of(_ATTRIBUTE) for name in (_attribute_name(data),)}

    def text(self, name: str) -> str | None:
        """A text attribute; None where there is none of that name."""
        data = self.attributes().get(name)
        return None if data is None else self._file.attribute_text(data)

    def _of(self, kind: int) -> Iterator[bytes]:
        for message in self._messages:
            if message.kind == kind:
                if message.flags & _SHARED:
                    raise Unsupported
                yield message.data


class File:
    """An HDF5 file.

    Raises:
        Damaged, Unsupported: here and from every method.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._steps = 0
        start = self._read(0, 96)
        if start[:8] != SIGNATURE or len(start) < 48:
            raise Damaged
        version = start[8]
        if version in (0, 1):
            self.offset, self.length = start[13], start[14]
            at = 24 + (4 if version == 1 else 0) + 5 * self.offset
            root = start[at : at + self.offset]
        elif version in (2, 3):
            self.offset, self.length = start[9], start[10]
            at = 12 + 3 * self.offset
            root = start[at : at + self.offset]
        else:
            raise Unsupported
        if self.offset not in (4, 8) or self.length not in (4, 8):
            raise Unsupported
        self.nowhere = (1 << 8 * self.offset) - 1
        self.root = self.object(_number(root))

    def object(self, address: int) -> Object:
        """The object whose header stands at an address."""
        start = self._read(address, 16)
        if start[:4] == b"OHDR":
            return Object(self, self._messages_of_new_header(address))
        if start[0] != 1:
            raise Damaged
        messages: list[_Message] = []
        blocks = [(address + 16, _number(start[8:12]))]
        while blocks:
            at, size = blocks.pop()
            block, position = self._read(at, size), 0
            while position + 8 <= len(block):
                kind, length = _number(block[position : position + 2]), _number(block[position + 2 : position + 4])
                data = block[position + 8 : position + 8 + length]
                if len(data) < length:
                    raise Damaged
                if kind == _CONTINUATION:
                    blocks.append(self._continuation(data))
                messages.append(_Message(kind, block[position + 4], data))
                position += 8 + length
                self._step()
        return Object(self, messages)

    def symbols(self, data: bytes) -> dict[str, int]:
        """The members of a group of the old form: a tree of tables, with the names in a heap."""
        tree, heap = _number(data[: self.offset]), _number(data[self.offset : 2 * self.offset])
        head = self._read(heap, 8 + 2 * self.length + self.offset)
        if head[:4] != b"HEAP":
            raise Damaged
        size, segment = _number(head[8 : 8 + self.length]), _number(head[8 + 2 * self.length :])
        names = self._read(segment, size) + b"\0"
        members: dict[str, int] = {}
        nodes = [tree]
        while nodes:
            address = nodes.pop()
            node = self._read(address, 8)
            if node[:4] == b"TREE":
                width, count = self.offset + self.length, _number(node[6:])
                body = self._read(address + 8 + 2 * self.offset, count * width + self.length)
                nodes += [_number(body[self.length + i * width : (i + 1) * width]) for i in range(count)]
            elif node[:4] == b"SNOD":
                width = 2 * self.offset + 24
                body = self._read(address + 8, _number(node[6:]) * width)
                for at in range(0, len(body), width):
                    name, header = _number(body[at : at + self.offset]), body[at + self.offset : at + 2 * self.offset]
                    if _number(header) != self.nowhere:  # where a link to another name stands
                        members[_terminated(names, name)] = _number(header)
                    self._step()
            else:
                raise Damaged
        return members

    def link(self, data: bytes) -> dict[str, int]:
        """The member that a link message names, if it is a hard link."""
        flags, at = data[1], 2
        kind = 0
        if flags & 0x08:
            kind, at = data[at], at + 1
        at += (8 if flags & 0x04 else 0) + (1 if flags & 0x10 else 0)
        width = 1 << (flags & 3)
        length = _number(data[at : at + width])
        at += width
        name, address = data[at : at + length], data[at + length : at + length + self.offset]
        if kind != 0:
            return {}
        if len(address) < self.offset:
            raise Damaged
        return {name.decode("utf-8", "replace"): _number(address)}

    def is_dense(self, data: bytes, index_size: int) -> bool:
        """Whether links or attributes lie in a heap of the new form; `index_size` is that of an optional field."""
        at = 2 + (index_size if data[1] & 1 else 0)
        return _number(data[at : at + self.offset]) != self.nowhere

    def sizes(self, data: bytes) -> tuple[int, ...]:
        """The sizes in a dataspace."""
        version, rank = data[0], data[1]
        if version not in (1, 2) or rank > 32:
            raise Damaged
        at = 8 if version == 1 else 4
        sizes = [data[at + i * self.length : at + (i + 1) * self.length] for i in range(rank)]
        if any(len(size) < self.length for size in sizes):
            raise Damaged
        return tuple(_number(size) for size in sizes)

    def attribute_text(self, data: bytes) -> str:
        """The text of an attribute: of variable length in a heap, or of fixed length right there."""
        version = data[0]
        lengths = [_number(data[at : at + 2]) for at in (2, 4, 6)]
        at = 9 if version == 3 else 8
        if version == 1:
            lengths = [-(-length // 8) * 8 for length in lengths]
        kind = data[at + lengths[0] : at + lengths[0] + lengths[1]]
        value = data[at + sum(lengths) :]
        if len(kind) < 8:
            raise Damaged
        if kind[0] & 15 == _FIXED_STRING:
            return _decoded(value[: _number(kind[4:])].rstrip(b"\0"))
        if kind[0] & 15 != _VARIABLE or len(value) < 8 + self.offset:
            raise Damaged
        length, index = _number(value[:4]), _number(value[4 + self.offset : 8 + self.offset])
        return _decoded(self._heap_object(_number(value[4 : 4 + self.offset]), index)[:length].rstrip(b"\0"))

    def _heap_object(self, address: int, index: int) -> bytes:
        head = self._read(address, 8 + self.length)
        if head[:4] != b"GCOL":
            raise Damaged
        collection = self._read(address, _number(head[8:]), MAX_BYTES + _MOST_HEADER)
        at, width = 8 + self.length, 8 + self.length
        while at + width <= len(collection):
            size = _number(collection[at + 8 : at + width])
            if _number(collection[at : at + 2]) == index:
                return collection[at + width : at + width + size]
            at += width + -(-size // 8) * 8
            self._step()
        raise Damaged

    def _messages_of_new_header(self, address: int) -> list[_Message]:
        start = self._read(address, 40)
        flags, at = start[5], 6 + (16 if start[5] & 0x20 else 0) + (4 if start[5] & 0x10 else 0)
        width = 1 << (flags & 3)
        head = 6 if flags & 0x04 else 4
        messages: list[_Message] = []
        blocks = [(address + at + width, _number(start[at : at + width]))]
        while blocks:
            place, size = blocks.pop()
            block, position = self._read(place, size), 0
            while position + head <= len(block):
                kind, length = block[position], _number(block[position + 1 : position + 3])
                data = block[position + head : position + head + length]
                if len(data) < length:
                    raise Damaged
                if kind == _CONTINUATION:
                    place, size = self._continuation(data)
                    blocks.append((place + 4, size - 8))  # between a signature and a checksum
                messages.append(_Message(kind, block[position + 3], data))
                position += head + length
                self._step()
        return messages

    def _continuation(self, data: bytes) -> tuple[int, int]:
        return _number(data[: self.offset]), _number(data[self.offset : self.offset + self.length])

    def _read(self, address: int, size: int, most: int = _MOST_HEADER) -> bytes:
        self._step()
        if size > most:
            raise Damaged
        self._file.seek(address)
        data = self._file.read(size)
        if len(data) < min(size, 8):
            raise Damaged
        return data

    def _step(self) -> None:
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise Damaged


def _number(data: bytes) -> int:
    return int.from_bytes(data, "little")


def _attribute_name(data: bytes) -> str:
    if len(data) < 9 or data[0] not in (1, 2, 3):
        raise Damaged
    at = 9 if data[0] == 3 else 8
    return data[at : at + _number(data[2:4])].rstrip(b"\0").decode("utf-8", "replace")


def _terminated(names: bytes, at: int) -> str:
    """The name at an offset, of names that each end with a zero byte."""
    return names[at : names.find(b"\0", at)].decode("utf-8", "replace")


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Damaged from None
