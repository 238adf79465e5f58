"""Keras or TensorFlow missing, too old, or only half there: one sentence and the line to type, before anything else."""

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from netbuilder.diagnostics.errors import InstallationError, NetbuilderError
from netbuilder.engine import installation
from netbuilder.system.extras import installed_version, is_there, missing_packages

LINE = '`pip install "keras-netbuilder[tensorflow]"`'


def put(folder: Path, package: str, version: str, text: str | None = "") -> None:
    """An installed package as pip leaves it: a folder of metadata and one of modules, here with one line."""
    (folder / f"{package}-{version}.dist-info").mkdir(parents=True)
    (folder / package).mkdir()
    if text is not None:
        (folder / package / "__init__.py").write_text(text or f"__version__ = {version!r}\n")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is searched first."""
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("package", "version", "words"),
    [
        ("keras", "2.15.0", "Keras 2.15.0 is installed; building takes Keras 3.5 or newer"),
        ("keras", "3.4.1", "Keras 3.4.1 is installed; building takes Keras 3.5 or newer"),
        ("tensorflow", "2.15.1", "TensorFlow 2.15.1 is installed; building takes TensorFlow 2.16 or newer"),
    ],
)
def test_too_old(site: Path, package: str, version: str, words: str) -> None:
    put(site, package, version)
    with pytest.raises(InstallationError) as caught:
        installation.check("tensorflow")
    assert str(caught.value) == f"{words}\n  = fix: {LINE}"
    assert isinstance(caught.value, NetbuilderError)
    assert isinstance(caught.value, ImportError)


@pytest.mark.parametrize("version", ["3.5.0", "3.16.0.dev20261101", "10.0"])
def test_new_enough(site: Path, version: str) -> None:
    put(site, "keras", version)
    installation.check("tensorflow")


def test_a_module_without_metadata_is_asked_itself() -> None:
    module = ModuleType("keras")
    with pytest.raises(InstallationError, match="only a part of Keras is installed"):
        installation.check_imported("keras", module)
    module.__version__ = "2.12.0"  # type: ignore[attr-defined]
    with pytest.raises(InstallationError, match=r"Keras 2\.12\.0 is installed"):
        installation.check_imported("keras", module)
    module.__version__ = "3.5.0"  # type: ignore[attr-defined]
    installation.check_imported("keras", module)


def command(site: Path, *first: str) -> "subprocess.CompletedProcess[str]":
    """`netbuilder build` in a process of its own, where what stands in `site` is found first."""
    (site / "net.yaml").write_text("input: [4]\nlayers:\n  - Dense: {units: 2}\n")
    program = "\n".join(
        [
            f"import sys; sys.path.insert(0, {str(site)!r}); sys.path.append({str(Path(__file__).parents[2])!r})",
            *first,
            "from netbuilder.cli import run; sys.exit(run(['build', '-q', 'net.yaml']))",
        ]
    )
    return subprocess.run([sys.executable, "-c", program], cwd=site, capture_output=True, text=True, timeout=300)


def test_an_old_keras_is_said_without_importing_it(tmp_path: Path) -> None:
    put(tmp_path, "keras", "2.15.0", "raise SystemExit('imported')")
    done = command(tmp_path)
    assert done.returncode == 2
    assert done.stderr == f"error: Keras 2.15.0 is installed; building takes Keras 3.5 or newer\n  = fix: {LINE}\n"


@pytest.mark.parametrize(("package", "name"), [("keras", "Keras"), ("tensorflow", "TensorFlow")])
def test_a_folder_that_uninstalling_left_behind(tmp_path: Path, package: str, name: str) -> None:
    put(tmp_path, package, "3.9.0", "")
    (tmp_path / package / "__init__.py").write_text("")
    (tmp_path / "tensorflow").mkdir(exist_ok=True)
    (tmp_path / "tensorflow" / "__init__.py").write_text("" if package == "tensorflow" else "__version__ = '2.18.0'")
    done = command(tmp_path)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        f"error: only a part of {name} is installed",
        f"  = fix: `pip install --force-reinstall {package}==3.9.0`",
    ]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("from keras import layers", "there is no `layers` in `keras`"),
        ("from keras.src import layers", "there is no module `keras.src`"),
        ("def (", "line 1 of keras/__init__.py is no Python"),
        ("raise ImportError('install optree')", "install optree"),
    ],
)
def test_a_part_of_keras_that_is_gone(tmp_path: Path, source: str, words: str) -> None:
    site = tmp_path / "site-packages"
    site.mkdir()
    put(site, "keras", "3.9.0", "")
    (site / "keras" / "__init__.py").write_text(source)
    (site / "tensorflow").mkdir()
    (site / "tensorflow" / "__init__.py").write_text("__version__ = '2.18.0'")
    done = command(site)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        f"error: Keras is installed and cannot be imported: {words}",
        "  = fix: `pip install --force-reinstall keras==3.9.0`",
    ]


@pytest.mark.slow
@pytest.mark.keras
@pytest.mark.parametrize(
    ("absent", "words"),
    [
        ("absl", "TensorFlow is installed and cannot be imported: there is no module `absl`"),
        ("optree", "Keras is installed and cannot be imported: "),
    ],
)
def test_a_package_that_they_need_is_gone(tmp_path: Path, absent: str, words: str) -> None:
    done = command(tmp_path, f"sys.modules[{absent!r}] = None")
    assert done.returncode == 2
    [error] = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert words in error or absent == "optree"
    assert absent in error
    assert "  = fix: `pip install --force-reinstall " in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_there() -> None:
    assert is_there("click")
    assert not is_there("no_such_package_at_all")
    assert not is_there("click.no_such.module")
    assert missing_packages("report") == []


def test_versions_are_those_of_the_metadata() -> None:
    from importlib.metadata import version

    for name in ("pydantic", "pydantic_core", "PyYAML", "click"):
        assert installed_version(name) == version(name)
    assert installed_version("typing-extensions") == version("typing-extensions")
    assert installed_version("pydantic-cor") is None
