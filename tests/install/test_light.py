"""The core alone: what it weighs, what works in it, and what is said where more is needed."""

import json
import re

import pytest
import yaml

from tests.install.environment import ROOT, Environment

pytestmark = pytest.mark.slow
MOST_MEGABYTES = 60
INSTALL = '  = fix: `pip install "keras-netbuilder[{}]"`'


def test_three_packages_and_what_they_need_and_no_more(light: Environment) -> None:
    names = {line["name"].lower() for line in json.loads(light.run("pip", "list", "--format", "json").stdout)}
    core = {"keras-netbuilder", "click", "pydantic", "pydantic_core", "pyyaml"}
    theirs = {"annotated-types", "typing_extensions", "typing-inspection"}
    assert names - {"pip", "setuptools"} == core | theirs
    size = sum(file.stat().st_size for file in light.folder.rglob("*") if file.is_file() and not file.is_symlink())
    print(f"{size / 2**20:.0f} MB")
    assert size < MOST_MEGABYTES * 2**20


WORKS = [
    "check configs/*.yaml",
    "check --format sarif configs/selu.yaml",
    "show configs/digits_cnn.yaml",
    "code configs/digits_cnn.yaml",
    "explain NB201 Dense Adam",
    "rules",
    "schema",
    "new cnn",
    "compare configs/selu.yaml configs/deep_relu.yaml",
    "grid configs/selu.yaml --set seed=1,2",
    "build --dry-run configs/digits_cnn.yaml",
    "import model.json",
    "--version",
]


@pytest.mark.parametrize("line", WORKS)
def test_what_works(light: Environment, line: str) -> None:
    dense = {"class_name": "Dense", "config": {"name": "dense", "units": 3, "batch_input_shape": [None, 4]}}
    model = {"class_name": "Sequential", "config": {"layers": [dense]}, "keras_version": "2.15.0"}
    (light.work / "model.json").write_text(json.dumps(model))
    done = light.run("netbuilder", *line.split())
    assert done.returncode in ((0, 1) if line.startswith("compare") else (0,)), done.stdout + done.stderr
    assert done.stdout
    assert "Traceback" not in done.stderr


NEEDS = [
    ("build configs/seed_text.yaml", "tensorflow", "building a model needs TensorFlow and Keras"),
    ("probe configs/selu.yaml", "tensorflow", "building a model needs TensorFlow and Keras"),
    ("probe configs/selu.yaml --data batch.npz", "tensorflow", "building a model needs TensorFlow and Keras"),
    ("probe configs/selu.yaml --plot a.png", "report", "a plot needs Jinja2 and matplotlib"),
    ("lsp", "lsp", "the language server needs pygls"),
    ("report configs/selu.yaml", "report", "a page needs Jinja2 and matplotlib"),
    ("report configs/selu.yaml --no-probe", "report", "a page needs Jinja2 and matplotlib"),
]


@pytest.mark.parametrize(("line", "extra", "words"), NEEDS, ids=[line for line, _, _ in NEEDS])
def test_what_needs_more_says_what_to_type(light: Environment, line: str, extra: str, words: str) -> None:
    done = light.run("netbuilder", *line.split())
    assert (done.returncode, done.stdout) == (2, "")
    verb = "are" if " and " in words else "is"
    assert done.stderr.splitlines() == [f"error: {words}, which {verb} not installed", INSTALL.format(extra)]


def test_custom_layers_need_keras(light: Environment) -> None:
    (light.work / "mine.py").write_text("")
    done = light.run("netbuilder", "check", "--import", "mine", "configs/selu.yaml")
    assert done.returncode == 2
    assert "--import mine: building a model needs TensorFlow and Keras" in done.stderr
    assert 'pip install "keras-netbuilder[tensorflow]"' in done.stderr


@pytest.mark.parametrize(
    ("call", "extra"),
    [
        ("nb.build('configs/selu.yaml')", "tensorflow"),
        ("nb.load('configs/selu.yaml').build()", "tensorflow"),
        ("nb.probe('configs/selu.yaml')", "tensorflow"),
        ("nb.report('configs/selu.yaml')", "report"),
    ],
)
def test_python_says_the_same(light: Environment, call: str, extra: str) -> None:
    program = f"import netbuilder as nb\ntry:\n    {call}\nexcept nb.InstallationError as error:\n    print(error)"
    done = light.run("python", "-c", program)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1] == INSTALL.format(extra)


def test_what_works_in_python(light: Environment) -> None:
    program = (
        "import netbuilder as nb\n"
        "network = nb.Network(input=[4], layers=[nb.Dense(units=2)])\n"
        "print(nb.check(network), nb.show(network), nb.code(network), nb.explain('Dense'), nb.schema()[:9])"
    )
    done = light.run("python", "-c", program)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_workflow_of_the_readme(light: Environment) -> None:
    """Its steps, in the order in which they stand there, after what the README says makes the wheel."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "`pip wheel --no-deps --wheel-dir wheels .`" in readme  # as the fixture did
    workflow = next(text for text in re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL) if "runs-on" in text)
    steps = [step["run"] for step in yaml.safe_load(workflow)["jobs"]["networks"]["steps"] if "run" in step]
    assert len(steps) == 2
    (light.work / "steps.sh").write_text("\n".join(steps))
    done = light.run("python", "-c", "import subprocess, sys; sys.exit(subprocess.call(['bash', '-e', 'steps.sh']))")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nothing found in 8 files." in done.stdout
