"""The config that a model's file keeps: what is read of one that anybody may have written; when the two have parted."""

import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import netbuilder as nb
from netbuilder.engine.save import copy_archive
from netbuilder.pipeline.origin import _is_near, origin_of
from netbuilder.source.origin import MOST_SIZE, Origin, origin_in

MODEL = Path(__file__).parents[1] / "convert" / "model_files" / "files" / "keras_3_cnn.keras"
TEXT = "input: [8]\nlayers:\n  - Dense: {units: 3}\n"


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Put a model's file with an origin, or with any entry, into `build/`, and a config beside that folder."""
    (tmp_path / "net.yaml").write_text(TEXT)
    (tmp_path / "build").mkdir()

    def file(origin: Origin | None = None, entry: Any = None) -> Path:
        with zipfile.ZipFile(MODEL) as archive:
            metadata = archive.read("metadata.json")
        if origin is not None:
            metadata = origin.put_into(metadata)
        else:
            metadata = json.dumps(json.loads(metadata) | {"netbuilder": entry}).encode()
        path = tmp_path / "build" / "net.keras"
        copy_archive(MODEL, path, {"metadata.json": metadata})
        return path

    return file


def parted(path: Path) -> list[str]:
    return [diagnostic.message for diagnostic in nb.check(path) if diagnostic.code == "NB912"]


def test_what_is_put_into_a_file_comes_out(write: Callable[..., Path]) -> None:
    origin = Origin("# späť 😀\n" + TEXT, "../net.yaml", ("seed=1",))
    path = write(origin)
    assert origin_of(path.read_bytes(), str(path)) == origin
    with zipfile.ZipFile(path) as archive:
        assert len(archive.namelist()) == 3  # a fourth member would have Keras unpack the archive
        assert archive.testzip() is None
    first = path.read_bytes()
    assert write(origin).read_bytes() == first


def test_a_model_and_its_config_part_when_the_network_changes(
    write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = write(Origin(TEXT, "../net.yaml"))
    assert parted(path) == []
    config = tmp_path / "net.yaml"
    config.write_text(f"# a remark\n{TEXT}")
    assert parted(path) == []
    config.write_text(TEXT.replace("3", "4"))
    path = Path("build/net.keras")
    [diagnostic] = [diagnostic for diagnostic in nb.check(path) if diagnostic.code == "NB912"]
    assert diagnostic.message == "`net.yaml` has changed since this model was built from it"
    assert diagnostic.fix == "`netbuilder compare build/net.keras net.yaml` shows what differs"
    assert nb.check(path, settings={"rules": {"NB912": "off"}}).warnings == nb.check(MODEL).warnings
    config.write_text("layers: [")
    assert len(parted(path)) == 1
    config.unlink()
    assert parted(path) == []


@pytest.mark.parametrize(
    "place",
    ["/{folder}/net.yaml", "", "../net", "..\\net.yaml", "//host/net.yaml", "C:net.yaml", "../net.yaml\0", "../"],
)
def test_no_other_place_is_looked_at(place: str, write: Callable[..., Path], tmp_path: Path) -> None:
    path = write(Origin(TEXT.replace("3", "4"), place.format(folder=tmp_path)))
    assert parted(path) == []


def test_a_pipe_in_place_of_the_config_is_not_opened(write: Callable[..., Path], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert parted(write(Origin(TEXT, "../pipe.yaml"))) == []


@pytest.mark.parametrize(
    "change",
    [
        {"source": 3},
        {"source": "x" * (MOST_SIZE + 1)},
        {"sha256": "0" * 64},
        {"sha256": None},
        {"version": None},
        {"version": "9" * 2_000},
        {"config": ["a"]},
        {"overrides": "seed=1"},
        {"overrides": ["x"] * 2_000},
        {"overrides": [1]},
    ],
    ids=str,
)
def test_what_somebody_wrote_into_a_file(change: dict[str, Any], write: Callable[..., Path]) -> None:
    data = json.loads(Origin(TEXT, "../net.yaml").put_into(b"{}"))["netbuilder"]
    assert origin_in({"netbuilder": data}) is not None
    path = write(entry=data | change)
    assert origin_of(path.read_bytes(), str(path)) is None
    assert nb.from_file(path)


@pytest.mark.parametrize("entry", [None, [], "text", 1, {}])
def test_an_entry_of_another_kind(entry: Any, write: Callable[..., Path]) -> None:
    path = write(entry=entry)
    assert origin_of(path.read_bytes(), str(path)) is None


def test_what_is_no_archive() -> None:
    assert origin_of(b"", "") is None
    assert origin_of(b"PK\x03\x04", "") is None
    assert origin_of(TEXT.encode(), "net.yaml") is None


@pytest.mark.parametrize("place", ["net.yaml", "a/net.yml", "../net.yaml"])
def test_a_config_beside_the_file_is_near(place: str) -> None:
    assert _is_near(place)


@pytest.mark.parametrize("place", ["", "/net.yaml", "net.txt", "a\n.yaml", *(f"a{sign}b.yaml" for sign in '\\:*?"<>|')])
def test_a_root_another_machine_and_a_device_are_not(place: str) -> None:
    assert not _is_near(place)
