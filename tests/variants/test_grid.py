"""Every combination of some values: what is counted and found, in Python and on the command line."""

import json
from pathlib import Path

import pytest

import netbuilder as nb
from netbuilder.variants import AxisError, axes_of
from tests import warm

TEXT = """\
input: [8]
layers:
  - Dense: {units: 4, activation: relu}
  - Dense: {units: 1}
compile: {optimizer: {Adam: {learning_rate: 0.001}}, loss: mse}
"""


def test_every_combination_the_last_fastest() -> None:
    grid = nb.grid(TEXT, {"layers.0.Dense.units": [2, 3], "compile.optimizer.Adam.learning_rate": [1e-3, 0.5]})
    assert [variant.values for variant in grid.variants] == [("2", "0.001"), ("2", "0.5"), ("3", "0.001"), ("3", "0.5")]
    assert [variant.parameters for variant in grid.variants] == [21, 21, 31, 31]
    assert ["NB701" in {one.code for one in variant.diagnostics} for variant in grid.variants] == [False, True] * 2
    assert nb.load(grid.variants[3].text) == nb.load(
        TEXT, overrides={"layers.0.Dense.units": 3, "compile.optimizer.Adam.learning_rate": 0.5}
    )
    assert "4 of 4 variants can be built" in str(grid)
    html = grid._repr_html_()
    assert html is not None
    assert html.count("<tr") == 5


def test_the_variants_of_a_network_in_python() -> None:
    axes = {"layers.0.Dense.units": [2, 3]}
    of_text, of_network = nb.grid(TEXT, axes), nb.grid(nb.load(TEXT), axes)
    assert [variant.parameters for variant in of_network.variants] == [21, 31]
    assert [nb.load(variant.text) for variant in of_network.variants] == [
        nb.load(each.text) for each in of_text.variants
    ]


def test_values_that_cannot_be_are_found_one_by_one() -> None:
    grid = nb.grid(TEXT, {"layers.0.Dense.units": [4, -1], "layers.0.Dense.activation": ["relu", "rellu"]})
    assert [len(variant.errors) > 0 for variant in grid.variants] == [False, True, True, True]
    assert "1 of 4 variants can be built" in str(grid)


def test_commas_within_brackets_and_quotes() -> None:
    [axis] = axes_of(["input=[8], [4, 2],{shape: [3, 1]}"])
    assert axis.values == ("[8]", "[4, 2]", "{shape: [3, 1]}")
    [axis] = axes_of(["name='a,b',c"])
    assert axis.values == ("'a,b'", "c")


@pytest.mark.parametrize("text", ["layers.0.Dense.units", "=1,2", "seed=", "seed=1,,2"])
def test_values_that_are_none(text: str) -> None:
    with pytest.raises(AxisError, match="values are given as"):
        axes_of([text])


def test_too_many_combinations() -> None:
    with pytest.raises(AxisError, match="combinations"):
        axes_of([f"x{number}={','.join('0123456789')}" for number in range(9)])


def test_the_command(tmp_path: Path) -> None:
    config = tmp_path / "net.yaml"
    config.write_text(TEXT)
    done = warm.netbuilder(
        "grid", config, "--set", "layers.0.Dense.units=2,0", "--format", "json", "--write", tmp_path / "all"
    )
    assert done.returncode == 0
    rows = json.loads(done.stdout)
    assert [row["set"] for row in rows] == [{"layers.0.Dense.units": "2"}, {"layers.0.Dense.units": "0"}]
    assert [row["errors"] for row in rows] == [0, 1]
    assert [path.name for path in (tmp_path / "all").iterdir()] == ["net_0.yaml"]
    misspelt = warm.netbuilder("grid", config, "--set", "layers.0.Dense.unitz=1,2")
    assert "Dense has no option `unitz`" in misspelt.stderr
    nothing = warm.netbuilder("grid", config, "--set", "layers.0.Dense.units=0,-1")
    assert nothing.returncode == 1


COMMENTED = """\
# whose it is
input: [8]
layers:
  # the first
  - Dense: {units: 4, activation: relu}  # wide
  - Dropout:
      rate: 0.5  # much
  - Dense: {units: 1}  # the last
compile:
  optimizer: {SGD: {momentum: 0.9}}  # slow
  loss: mse
"""


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("layers.0.Dense.units", [2, 3]),
        ("layers.1.Dropout.rate", [0.1, 0.2]),
        ("layers.1", [None, "Flatten"]),
        ("layers.2.Dense.name", ["a", "b"]),
        ("seed", [1, 2]),
        ("compile.metrics", [["mae"], ["mse"]]),
        ("compile.optimizer.Adam.learning_rate", [0.1, 0.2]),
        ("layers.+", ["Flatten", {"Dense": {"units": 2}}]),
        ("layers.+0", ["Flatten", {"Dense": {"units": 2}}]),
        ("layers.+2", ["Flatten", {"Dense": {"units": 2}}]),
    ],
)
def test_what_is_written_keeps_the_comments(path: str, values: list[object]) -> None:
    grid = nb.grid(COMMENTED, {path: values})
    comments = [line[line.index("#") :] for line in COMMENTED.splitlines() if "#" in line]
    for variant, value in zip(grid.variants, values, strict=True):
        assert nb.load(variant.text) == nb.load(COMMENTED, overrides={path: value})
        own = ["# much"] if value is None else []  # what is taken out takes its comment along
        assert [comment for comment in comments if comment not in variant.text] == own


@pytest.mark.slow
@pytest.mark.keras
def test_the_measured_verdict(tmp_path: Path) -> None:
    config = tmp_path / "net.yaml"
    config.write_text(TEXT)
    sets = ("--set", "layers.0.Dense.units=4,-1", "--set", "seed=1,2")
    result = warm.netbuilder("grid", str(config), *sets, "--probe", "--format", "json")
    rows = json.loads(result.stdout)
    assert [row["probe"] is None for row in rows] == [False, False, True, True]
    assert {row["probe"] for row in rows[:2]} <= {"healthy", "flawed", "uncertain", "vanishing", "exploding", "dead"}
    grid = nb.grid(f"seed: 1\n{TEXT}", {"layers.0.Dense.units": [64]}, probe=True)
    assert grid.variants[0].verdict == "healthy"
    assert "probe" in str(grid).splitlines()[0]
    with pytest.raises(ValueError, match="other processes"):
        nb.grid(TEXT, {"seed": [1]}, probe=True, custom_objects={"Mine": object})


def test_every_variant_is_for_the_release_that_is_named(tmp_path: Path) -> None:
    axes = {"compile.optimizer": ["adam", "muon"]}
    assert [[error.code for error in variant.errors] for variant in nb.grid(TEXT, axes).variants] == [[], []]
    grid = nb.grid(TEXT, axes, keras="3.8")
    assert [[error.code for error in variant.errors] for variant in grid.variants] == [[], ["NB130"]]
    (tmp_path / "net.yaml").write_text(TEXT)
    command = ["-m", "netbuilder", "grid", "net.yaml", "--set", "compile.optimizer=muon,adam", "--keras"]
    assert "1 of 2 variants can be built" in warm.run([*command, "3.8"], cwd=tmp_path).stdout
    refused = warm.run([*command, "3.88"], cwd=tmp_path)
    assert refused.returncode == 1
    assert refused.stderr.count('`"3.15"` is the newest') == 1


def test_releases_side_by_side(tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text(TEXT)
    values = ["--set", "keras=3.8,3.10,3.15", "--set", "compile.optimizer=muon"]
    judged = warm.netbuilder("grid", "net.yaml", *values, "--write", "all", cwd=tmp_path).stdout
    assert [line.split() for line in judged.splitlines()[2:5]] == [
        ["0", "3.8", "muon", "41", "492", "B", "NB130"],
        ["1", "3.10", "muon", "41", "492", "B", "NB130,", "NB131"],
        ["2", "3.15", "muon", "41", "492", "B"],
    ]
    [file] = (tmp_path / "all").iterdir()
    assert 'keras: "3.15"\n' in file.read_text()


def test_a_grid_as_it_is_shown() -> None:
    text = "input: [4]\nlayers:\n  - Dense: {units: 4}\n"
    one = nb.grid(text, {"layers.0.Dense.units": [2]})
    assert (
        str(one)
        == repr(one)
        == (
            "   layers.0.Dense.units  parameters  memory  findings\n"
            "-  --------------------  ----------  ------  --------\n"
            "0  2                     10          40 B\n"
            "\n"
            "1 of 1 variant can be built"
        )
    )
    several = nb.grid(text, {"layers.0.Dense.units": [-1, 3], "layers.0.Dense.activation": ["relu", "<b>"]})
    assert str(several) == (
        "   layers.0.Dense.units  layers.0.Dense.activation  parameters  memory  findings\n"
        "-  --------------------  -------------------------  ----------  ------  ------------\n"
        "0  -1                    relu                       ?           ?       NB012\n"
        '1  -1                    "<b>"                      ?           ?       NB015, NB012\n'
        "2  3                     relu                       15          60 B\n"
        '3  3                     "<b>"                      15          60 B    NB015\n'
        "\n"
        "1 of 4 variants can be built"
    )
    red = ' style="color:#cf222e"'
    assert several._repr_html_() == (
        "<table><tr><th></th><th>layers.0.Dense.units</th><th>layers.0.Dense.activation</th><th>parameters</th>"
        "<th>memory</th><th>findings</th></tr>"
        f"<tr{red}><td>0</td><td>-1</td><td>relu</td><td>?</td><td>?</td><td>NB012</td></tr>"
        f"<tr{red}><td>1</td><td>-1</td><td>&quot;&lt;b&gt;&quot;</td><td>?</td><td>?</td><td>NB015, NB012</td></tr>"
        "<tr><td>2</td><td>3</td><td>relu</td><td>15</td><td>60 B</td><td></td></tr>"
        f"<tr{red}><td>3</td><td>3</td><td>&quot;&lt;b&gt;&quot;</td><td>15</td><td>60 B</td><td>NB015</td></tr>"
        "</table>"
    )


def test_the_text_of_a_variant_is_that_of_its_network() -> None:
    [variant] = nb.grid(COMMENTED, {"layers.0.Dense.units": [2]}).variants
    assert variant.text == COMMENTED.replace("units: 4", "units: 2")
    other = variant._replace(overrides=("layers.0.Dense.units=3",))  # an edit that does not make the network
    assert nb.load(other.text) == nb.load(variant.text)
    assert "#" not in other.text
    elsewhere = variant._replace(overrides=("layers.9.Dense.units=3",))
    assert nb.load(elsewhere.text) == nb.load(variant.text)
    [unread] = nb.grid(COMMENTED, {"layers.0.Dense.units": [0]}).variants
    assert unread.text == ""


def test_as_many_combinations_as_are_allowed() -> None:
    from netbuilder.variants.grid import MOST_VARIANTS

    values = ",".join(map(str, range(MOST_VARIANTS)))
    assert len(axes_of([f"seed={values}"])[0].values) == MOST_VARIANTS
    with pytest.raises(AxisError, match=f"these are {MOST_VARIANTS + 1:,} combinations, more than {MOST_VARIANTS:,}"):
        axes_of([f"seed={values},{MOST_VARIANTS}"])


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("seed=(1, 2), 3", ("(1, 2)", "3")),
        ("x=[1, {a: [2, 3]}, 4], 5", ("[1, {a: [2, 3]}, 4]", "5")),
        ("x=']', [", ("']'", "[")),
        ("""x="a',b", c""", ('"a\',b"', "c")),
        (" x = 1 , 2 ", ("1", "2")),
    ],
)
def test_values_are_parted_at_their_own_commas(text: str, values: tuple[str, ...]) -> None:
    [axis] = axes_of([text])
    assert (axis.path, axis.values) == ("x" if "x" in text else "seed", values)


def test_a_network_without_layers_has_no_size() -> None:
    grid = nb.grid("input: [4]\nlayers: []\n", {"layers": [[], ["Flatten"]]})
    assert [(variant.parameters, variant.memory) for variant in grid.variants] == [(None, None), (0, 0)]
