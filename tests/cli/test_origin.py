"""The file travels with the model: what build keeps in it, show --source and what check says of the two."""

import json
import zipfile

import pytest

from tests import warm

pytestmark = pytest.mark.keras


def metadata(file):
    with zipfile.ZipFile(file) as archive:
        assert archive.namelist() == ["metadata.json", "config.json", "model.weights.h5"]
        return json.loads(archive.read("metadata.json"))


def test_the_config_is_kept_in_the_models_file(forked, netbuilder, folder):
    text = "# what it is for\n" + (folder / "good.yaml").read_text()
    (folder / "good.yaml").write_text(text)
    assert forked("build", "good.yaml", "-q", "--set", "seed=7").returncode == 0
    first = metadata("build/good.keras")
    assert first["netbuilder"]["config"] == "../good.yaml"
    assert set(first) == {"keras_version", "date_saved", "netbuilder"}
    # Keras warns of an optimizer that has made no step yet, of any file.
    program = "import keras; keras.models.load_model('build/good.keras', compile=False)"
    opened = warm.run(["-c", program], cwd=folder)
    assert (opened.returncode, opened.stdout, opened.stderr) == (0, "", "")

    done = netbuilder("show", "build/good.keras", "--source")
    assert (done.status, done.out) == (0, text)
    assert done.err == "build/good.keras: built by netbuilder 0.1.0 from ../good.yaml --set seed=7\n"
    assert netbuilder("check", "build/good.keras") == (0, "Nothing found.\n", "")
    done = netbuilder("import", "build/good.keras")
    assert done.err.endswith("`netbuilder show build/good.keras --source` prints the config that it was built from\n")

    (folder / "good.yaml").write_text(text.replace("units: 16", "units: 32"))
    done = netbuilder("check", "build/good.keras")
    assert done.status == 0
    assert "NB912" in done.out
    assert netbuilder("check", "build/good.keras", "--strict").status == 1
    assert netbuilder("check", "build/good.keras", "--ignore", "NB912").out == "Nothing found.\n"
    assert netbuilder("check", "good.yaml").out == "Nothing found.\n"

    (folder / "good.yaml").write_text(text)
    assert forked("build", "good.yaml", "-q", "--set", "seed=7").returncode == 0
    assert metadata("build/good.keras") == first | {"date_saved": metadata("build/good.keras")["date_saved"]}


def test_save_keeps_what_it_is_told(folder):
    program = (
        "import netbuilder as nb; net = nb.load('good.yaml'); model = nb.build(net)\n"
        "nb.save(model, 'plain.keras'); nb.save(model, 'file.keras', source='good.yaml', opens_in='3.8')\n"
        "nb.save(model, 'network.keras', source=nb.Network(input=[8], layers=[nb.Dense(units=3)]))"
    )
    assert warm.run(["-c", program], cwd=folder).returncode == 0
    assert "netbuilder" not in metadata("plain.keras")
    assert metadata("file.keras")["netbuilder"]["source"] == (folder / "good.yaml").read_text()
    assert "Dense" in metadata("network.keras")["netbuilder"]["source"]


def test_a_file_that_keeps_no_config(netbuilder):
    done = netbuilder("show", "good.yaml", "--source")
    assert done.status == 2
    assert done.err.splitlines()[0] == "error: no config is kept in `good.yaml`"
