"""Damaged and hostile model files: one refusal each, nothing opened, imported or run, in bounded time and memory."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path
from random import Random
from typing import Any

import h5py
import pytest

from netbuilder.convert.model_files.limits import MAX_BYTES
from netbuilder.convert.model_files.refusal import Refused
from netbuilder.pipeline.importing import import_bytes, import_path
from tests.convert.model_files.damaged import FILES, as_json, damaged_file

CODE = "4wEAAAAAAAAAAQAAAAIAAABTAAAA"


def sequential(*layers: dict[str, Any], **more: Any) -> bytes:
    return as_json({"class_name": "Sequential", "config": {"name": "s", "layers": list(layers)}, **more})


def layer(class_name: str, **config: Any) -> dict[str, Any]:
    return {"class_name": class_name, "config": config}


INPUT = layer("InputLayer", batch_input_shape=[None, 4], name="i")
DENSE = layer("Dense", units=2, name="dense")


def archive(**members: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("_", "."), content)
    return data.getvalue()


def twice() -> bytes:
    """Two members of one name: written as two of the same length, and then given the same."""
    data = archive(config_json=sequential(INPUT, DENSE), confih_json=sequential(INPUT))
    return data.replace(b"confih", b"config")


LAMBDA_1 = layer("Lambda", function=["\u00e3\x01", None, None], function_type="lambda", name="l")
LAMBDA_3 = layer("Lambda", function={"class_name": "__lambda__", "config": {"code": CODE}}, name="l")
HOSTILE: dict[str, tuple[bytes, str, str]] = {
    "lambda of Keras 1": (sequential(INPUT, LAMBDA_1), "lambda", "`l` (Lambda), layer 0"),
    "lambda of Keras 3": (sequential(INPUT, DENSE, LAMBDA_3), "lambda", "`l` (Lambda), layer 1"),
    "a module to import": (
        sequential(INPUT, {"module": "os", "class_name": "system", "config": {"command": "true"}}),
        "custom-layer",
        "system, layer 0",
    ),
    "a module beside a name of Keras": (
        sequential(INPUT, {"module": "evil", "class_name": "Dense", "config": {"units": 1, "name": "d"}}),
        "custom-layer",
        "`d` (Dense), layer 0",
    ),
    "a function to import": (
        sequential(
            INPUT,
            layer("Dense", units=1, activation={"module": "os", "class_name": "function", "config": "system"}),
        ),
        "custom-layer",
        "`system` is no activation",
    ),
    "a path as vocabulary": (
        sequential(INPUT, layer("TextVectorization", vocabulary="/etc/passwd", name="t")),
        "not-buildable",
        "vocabulary",
    ),
    "a model within that has no config": (sequential(INPUT, {"class_name": "Sequential"}), "unreadable", "config"),
    "a build that is no mapping": (
        as_json({"class_name": "Sequential", "config": {"name": "s", "layers": [DENSE]}, "build_config": 3}),
        "unknown-input",
        "shape of its input",
    ),
    "a class of its own": (as_json({"class_name": "VAE", "config": {"latent": 2}}), "subclassed", "`VAE`"),
    "a tag that calls": (
        b"class_name: !!python/object/apply:os.system ['true']\nconfig: []\n",
        "unreadable",
        "python/object/apply:os.system",
    ),
    "a tag of a class": (b"class_name: Sequential\nconfig: !!python/name:os.system ''\n", "unreadable", "python/name"),
    "aliases of aliases": (
        b"class_name: Sequential\nx0: &a0 [1, 1]\n"
        + b"".join(b"x%d: &a%d [*a%d, *a%d]\n" % (i, i, i - 1, i - 1) for i in range(1, 60))
        + b"config: *a59\n",
        "over-limit",
        "values",
    ),
    "deep JSON": (
        b'{"class_name": "Sequential", "config": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        "over-limit",
        "",
    ),
    "deep YAML": (b"class_name: Sequential\nconfig: " + b"[" * 100_000, "over-limit", "deep"),
    "models in models": (b'{"class_name": "Sequential", "config": [' * 40 + b"]}" * 40, "over-limit", "nested"),
    "a bomb": (archive(config_json=b" " * (MAX_BYTES + 10), metadata_json=b"{}"), "over-limit", "larger than"),
    "two configs": (twice(), "unreadable", "twice"),
    "an empty archive": (archive(other_txt=b""), "no-topology", "config.json"),
    "a long integer": (sequential(INPUT, DENSE).replace(b"2", b"2" * 5_000, 1), "unreadable", "JSON"),
    "many layers": (sequential(INPUT, *[DENSE] * 3_000), "over-limit", "layers"),
    "a graph of TensorFlow": (b'{"format": "graph-model", "modelTopology": {"node": []}}', "no-topology", "operations"),
    "a cut archive": (archive(config_json=sequential(INPUT, DENSE))[:60], "unreadable", "damaged"),
    "HDF5 and no more": (b"\x89HDF\r\n\x1a\n", "unreadable", "damaged"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(name: str) -> None:
    data, kind, words = HOSTILE[name]
    with pytest.raises(Refused) as caught:
        import_bytes(data, "m")
    assert caught.value.kind == kind
    assert words in caught.value.message
    assert len(caught.value.diagnostic("m").message) <= 80


def test_the_rest_of_the_chain_is_said_to_be_understood() -> None:
    with pytest.raises(Refused, match="Lambda") as caught:
        import_bytes(sequential(INPUT, DENSE, LAMBDA_3, DENSE), "m")
    assert caught.value.why.endswith("the other 2 layers are understood")
    assert "cannot be written either" not in caught.value.why


def test_all_layers_that_cannot_be_written_are_said() -> None:
    with pytest.raises(Refused, match="Lambda") as caught:
        import_bytes(sequential(INPUT, LAMBDA_3, DENSE, LAMBDA_3 | {"config": {"name": "second"}}), "m")
    assert "`second` (Lambda), layer 2 cannot be written either" in caught.value.why
    assert caught.value.why.endswith("the other layer is understood")


@pytest.mark.parametrize(
    ("name", "factor", "text"),
    [
        ("RandomRotation", [-0.25, 0.25], "factor: 0.25"),
        ("RandomRotation", [0.0, 0.25], "factor: [0.0, 0.25]"),
        ("RandomContrast", [0.0, 0.5], "factor: 0.5"),
        ("RandomContrast", [0.1, 0.5], "factor: [0.1, 0.5]"),
        ("RandomContrast", 0.5, "factor: 0.5"),
    ],
)
def test_a_range_is_written_as_the_number_that_it_was_made_of(name: str, factor: Any, text: str) -> None:
    first = layer("InputLayer", batch_shape=[None, 8, 8, 3], name="i")
    data = sequential(first, layer(name, factor=factor, name="a"), keras_version="3.8.0")
    imported = import_bytes(data, "m")
    assert imported is not None
    assert text in imported.text


def test_links_into_other_files_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.h5"
    with h5py.File(secret, "w") as file:
        file.create_dataset("weights", data=[1.0] * 7)
    path = tmp_path / "model.h5"
    with h5py.File(path, "w") as file:
        file.attrs["model_config"] = sequential(INPUT, DENSE).decode()
        group = file.create_group("model_weights")
        group.create_dataset("kernel", shape=(4, 2))
        group.create_dataset("bias", shape=(2,))
        group["outside"] = h5py.ExternalLink(str(secret), "weights")
        group["soft"] = h5py.SoftLink("/model_weights/kernel")
        group["again"] = group["kernel"]
        group["circle"] = group
    imported = import_path(path)
    assert imported is not None
    assert imported.verdict == "10 parameters, as in the file's weights"


def test_weights_without_a_topology(tmp_path: Path) -> None:
    path = tmp_path / "weights.h5"
    with h5py.File(path, "w") as file:
        file.attrs["layer_names"] = ["dense"]
    with pytest.raises(Refused, match="weights only"):
        import_path(path)


@pytest.mark.parametrize("kind", [str, bytes])
def test_a_newer_form_of_hdf5(kind: type, tmp_path: Path) -> None:
    path = tmp_path / "model.h5"
    with h5py.File(path, "w", libver="latest") as file:
        config = sequential(INPUT, DENSE)
        file.attrs["model_config"] = config.decode() if kind is str else config
        for number in range(30):
            file.attrs[f"x{number}"] = number
        group = file.create_group("model_weights")
        group.create_dataset("kernel", shape=(4, 2))
        group.create_dataset("bias", shape=(2,))
        group.create_group("deep").create_dataset("seed_generator_state", shape=(2,))
        group["outside"] = h5py.ExternalLink("other.h5", "weights")
    imported = import_path(path)
    assert imported is not None
    assert imported.stored == 10


WATCHED = """
import sys
from pathlib import Path

import netbuilder.pipeline.importing as importing
from netbuilder.convert.model_files.refusal import Refused

folder = Path(sys.argv[1])
paths = sorted(folder.iterdir())


def read(path):
    try:
        importing.import_path(path)
    except Refused:
        pass


for path in paths:  # once, to load what is loaded late
    read(path)
opened = None


def hook(event, args):
    if opened is None:
        return
    if event == "open" and str(args[0]) != str(opened):
        sys.stderr.write(f"open {args[0]}\\n")
    elif event in ("import", "exec", "marshal.loads", "pickle.find_class", "os.system", "socket.connect", "os.fork"):
        sys.stderr.write(f"{event} {args!r}"[:200] + "\\n")
    elif event.startswith(("subprocess.", "ctypes.", "os.exec", "os.remove", "os.mkdir", "os.rename", "tempfile.")):
        sys.stderr.write(f"{event}\\n")


sys.addaudithook(hook)
for path in paths:
    opened = path
    read(path)
    opened = None
print(len(paths), [name for name in ("tensorflow", "keras", "numpy", "h5py") if name in sys.modules])
"""


def test_nothing_is_opened_imported_or_run(tmp_path: Path) -> None:
    for number, (data, _, _) in enumerate(HOSTILE.values()):
        (tmp_path / f"{number}.bin").write_bytes(data)
    for file in FILES:
        (tmp_path / file.name).write_bytes(file.read_bytes())
    done = subprocess.run([sys.executable, "-c", WATCHED, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout == f"{len(HOSTILE) + len(FILES)} []\n"


@pytest.mark.parametrize(
    ("seed", "count"), [(1, 300), *[pytest.param(seed, 2_500, marks=pytest.mark.slow) for seed in range(2, 6)]]
)
def test_damage_ends_in_a_refusal_or_a_config(seed: int, count: int) -> None:
    random = Random(seed)
    for _ in range(count):
        try:
            imported = import_bytes(damaged_file(random), "m")
        except Refused:
            continue
        assert imported is None or imported.text
