"""A command imports Keras without what it can do without; a caller's process keeps it."""

import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec

import pytest

from netbuilder.engine.lean_import import OPTIONAL, without_optional

NETWORK = "input: [4]\nlayers:\n  - Dense: {units: 2}\n"
HEAVY = [name for name in OPTIONAL if find_spec(name) is not None]


def run(code, folder):
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.slow
@pytest.mark.keras
def test_a_build_by_command_loads_none_of_it(tmp_path):
    (tmp_path / "net.yaml").write_text(NETWORK)
    code = (
        "import sys; from netbuilder.cli.click_group import main\n"
        "try: main(['build', 'net.yaml', '-q'])\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        f"print(*[name for name in {HEAVY!r} if name in sys.modules])\n"
        "import matplotlib, sklearn, keras\n"
        "model = keras.models.load_model('build/net.keras')\n"
    )
    assert {"matplotlib", "sklearn"} <= set(HEAVY)
    assert run(code, tmp_path) == []


@pytest.mark.slow
@pytest.mark.keras
@pytest.mark.since("3.8")  # what needs scikit-learn
def test_a_build_in_python_takes_nothing_away(tmp_path):
    code = (
        f"import sys, netbuilder as nb; nb.build({NETWORK!r})\n"
        "print(*[name for name in ('matplotlib', 'sklearn') if name in sys.modules])\n"
        "import keras; keras.wrappers.SKLearnClassifier(lambda x, y: None)\n"
    )
    assert run(code, tmp_path) == ["matplotlib", "sklearn"]


def test_what_is_loaded_stays_and_what_is_hidden_comes_back(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", sys)
    monkeypatch.delitem(sys.modules, "sklearn", raising=False)
    with without_optional():
        assert import_module("matplotlib") is sys
        with pytest.raises(ImportError):
            import_module("sklearn")
    assert "sklearn" not in sys.modules
    assert sys.modules["matplotlib"] is sys
