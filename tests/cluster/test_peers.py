"""The line between processes: threads of one process stand for them here, and what ends a process is written down."""

import queue
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from netbuilder.engine.distribution import peers
from netbuilder.engine.distribution.peers import TOKEN, Peers


class Cluster:
    """Some `Peers`, connected; `ended` gets the last words of each that would end."""

    def __init__(self, count: int, before: Callable[[bytes], None] | None = None) -> None:
        said: queue.Queue[Any] = queue.Queue()
        self.ended: queue.Queue[str] = queue.Queue()
        self.members: dict[int, Peers] = {}

        def of_first(mine: Any) -> Any:
            if before is not None:
                before(bytes(mine))
            for _ in range(count - 1):
                said.put(mine)
            return mine

        def start(number: int) -> None:
            broadcast = of_first if number == 0 else lambda mine: said.get(timeout=10)
            self.members[number] = Peers(number, count, "127.0.0.1", broadcast)

        threads = [threading.Thread(target=start, args=(number,)) for number in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        assert sorted(self.members) == list(range(count))

    def last_words(self, count: int) -> list[str]:
        """Of so many members, and no more."""
        words = sorted(self.ended.get(timeout=10) for _ in range(count))
        with pytest.raises(queue.Empty):
            self.ended.get(timeout=0.05)
        return words

    def close(self) -> None:
        for member in self.members.values():
            member.is_over = True
        for member in self.members.values():
            for line in member.lines.values():
                line.close()


@pytest.fixture
def connect(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Cluster]]:
    clusters: list[Cluster] = []

    def make(count: int, before: Callable[[bytes], None] | None = None) -> Cluster:
        cluster = Cluster(count, before)
        monkeypatch.setattr(peers, "end", cluster.ended.put)
        clusters.append(cluster)
        return cluster

    yield make
    for cluster in clusters:
        cluster.close()


def test_process_0_has_a_line_to_every_other_and_each_of_them_one_to_it(connect: Callable[..., Cluster]) -> None:
    cluster = connect(3)
    assert {number: sorted(member.lines) for number, member in cluster.members.items()} == {0: [1, 2], 1: [0], 2: [0]}


def test_one_that_leaves_takes_nobody_along(connect: Callable[..., Cluster]) -> None:
    cluster = connect(3)
    cluster.members[1].leave()
    cluster.members[0].leave()
    assert cluster.last_words(0) == []


@pytest.mark.parametrize("number", [0, 1])
def test_what_one_tells_ends_all_others_with_its_words(connect: Callable[..., Cluster], number: int) -> None:
    cluster = connect(3)
    cluster.members[number].tell(f"process {number} stopped: a\tb\x1b\u00e9")
    others = [other for other in range(3) if other != number]
    assert cluster.last_words(2) == [
        f"netbuilder: process {number} stopped: a b \u00e9; process {other} ends with it" for other in others
    ]


def test_one_that_is_gone_ends_all_others(connect: Callable[..., Cluster]) -> None:
    cluster = connect(3)
    gone = cluster.members[2]
    gone.is_over = True
    gone.lines[0].shutdown(socket.SHUT_RDWR)
    assert cluster.last_words(2) == [f"netbuilder: process 2 is gone; process {other} ends with it" for other in (0, 1)]


def test_a_long_text_is_cut(connect: Callable[..., Cluster]) -> None:
    cluster = connect(2)
    cluster.members[1].tell("a" * 5_000)
    [words] = cluster.last_words(1)
    assert words == f"netbuilder: {'a' * 999}; process 0 ends with it"


@pytest.mark.parametrize(
    ("token", "number"),
    [(b"\0" * TOKEN, 1), (None, 0), (None, 2), (None, 300)],
    ids=["another token", "process 0", "too high", "far too high"],
)
def test_a_stranger_is_turned_away(connect: Callable[..., Cluster], token: bytes | None, number: int) -> None:
    strangers: list[socket.socket] = []

    def knock(message: bytes) -> None:  # before process 1 can
        port = int.from_bytes(message[TOKEN : TOKEN + 4], "big")
        strangers.append(socket.create_connection(("127.0.0.1", port), 10))
        strangers[0].sendall((token or message[:TOKEN]) + number.to_bytes(4, "big"))

    cluster = connect(2, knock)
    assert sorted(cluster.members[0].lines) == [1]
    with strangers[0] as line:
        assert line.recv(10) == b""
    assert cluster.last_words(0) == []
