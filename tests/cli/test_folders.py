"""check of a folder: every network in it, and nothing else."""

import os
import shutil
import subprocess

import pytest

from netbuilder.cli.files import Unreadable, expand
from netbuilder.lint.project import Projects
from netbuilder.system.ignore_patterns import IgnorePatterns

NETWORK = "input: [4]\nlayers:\n  - Dense: {units: 2}\n"


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A folder of files, each a network unless it says otherwise."""
    monkeypatch.chdir(tmp_path)

    def make(*files, **texts):
        for name in files:
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(texts.get(file.stem, NETWORK))

    return make


def names(*folders):
    return [config.path.replace(os.sep, "/") for config in expand(folders, Projects())]


def test_networks_are_known_by_what_they_hold(tree):
    tree("b.yaml", "a/c.yml", "a/notes.txt", "workflow.yaml", "flow.yaml", "rede.yaml", ".hidden/d.yaml",
         "node_modules/e.yaml", workflow="on: push\njobs:\n  layers: 1\n", flow="{input: [4], layers: [Flatten]}\n",
         rede="entrada: [4]\ncamadas:\n  - Densa: {unidades: 2}\n")  # fmt: skip
    assert names(".") == ["a/c.yml", "b.yaml", "flow.yaml", "rede.yaml"]
    assert names("a") == ["a/c.yml"]
    assert names("b.yaml", ".") == ["b.yaml", "a/c.yml", "flow.yaml", "rede.yaml"]


def test_a_folder_that_is_a_saved_model_is_one(tree):
    tree("model/keras_metadata.pb", "model/assets/net.yaml")
    assert names("model") == ["model"]


def test_a_folder_without_networks_is_said(tree, netbuilder):
    tree("empty/workflow.yaml", workflow="on: push\n")
    done = netbuilder("check", "empty")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("error: there is no network in `empty`\n")
    done = netbuilder("check", "empty/workflow.yaml")
    assert done.status == 1
    assert "this is no network file" in done.out


def test_gitignore_and_exclude(tree, tmp_path):
    tree("a.yaml", "data/b.yaml", "data/keep.yaml", "old/c.yaml", "sub/d.yaml", "sub/e.yaml")
    (tmp_path / ".gitignore").write_text("data/*\n!keep.yaml\n")
    (tmp_path / "sub/.gitignore").write_text("/e.yaml\n")
    (tmp_path / "pyproject.toml").write_text('[tool.netbuilder]\nexclude = ["old/"]\n')
    assert names(".") == ["a.yaml", "data/keep.yaml", "sub/d.yaml"]
    assert names("old/c.yaml") == ["old/c.yaml"]  # named is named
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("d.yaml\n")
    with pytest.raises(Unreadable):
        names("sub")


def test_of_a_gitignore_100_000_bytes_are_read(tree, tmp_path):
    tree("a.yaml", "b.yaml", "c.yaml")
    for before, ignored in (
        (99_994, ["b.yaml", "c.yaml"]),
        (99_993, ["b.yaml", "c.yaml"]),
        (99_995, ["a.yaml", "b.yaml", "c.yaml"]),
    ):
        (tmp_path / ".gitignore").write_text("#" * (before - 1) + "\na.yaml" + ("x" if before == 99_994 else "\n") * 3)
        assert names(".") == ignored


def test_a_file_whose_name_is_a_pattern_is_itself(tree):
    tree("net[1].yaml", "net1.yaml", "net2.yaml")
    assert names("net[1].yaml") == ["net[1].yaml"]
    assert names("net[2].yaml", "net?.yaml") == ["net2.yaml", "net1.yaml"]
    assert names("net[3].yaml", "-") == ["net[3].yaml", "-"]


def test_a_link_to_a_folder_is_not_followed(tree, tmp_path):
    tree("a/b.yaml")
    os.symlink(tmp_path, tmp_path / "a/loop")
    assert names(".") == ["a/b.yaml"]


PATTERNS = (
    "a /a a/ a/b **/b a/** a/**/c *.yaml !*.yaml x?.yaml [xy]1.yaml [!x]1.yaml a/* a/*/c ** /**/c b/ # a\\*.yaml "
    "\\!z.yaml \\#z.yaml"
).split(" ")
PATHS = "a a/b a/b/c b x1.yaml y1.yaml d/x1.yaml a/x1.yaml !z.yaml #z.yaml z.yaml c d/e/c a*.yaml ab.yaml d/a/b".split()


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_patterns_as_git_reads_them(tmp_path):
    """Every pattern over every path, as `git check-ignore` has it."""
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    ask = ["git", "check-ignore", "--no-index", "--stdin", "-z"]
    for pattern in [*PATTERNS, "", "z.yaml  "]:
        (tmp_path / ".gitignore").write_text(f"{pattern}\n")
        done = subprocess.run(ask, cwd=tmp_path, input="\0".join(PATHS), capture_output=True, text=True)
        ignored = [path for path in PATHS if _is_ignored(IgnorePatterns([pattern]), path)]
        assert ignored == done.stdout.split("\0")[:-1], pattern


def _is_ignored(patterns, path):
    """A file is ignored where a folder above it is."""
    parts = path.split("/")
    folders = ["/".join(parts[:end]) for end in range(1, len(parts))]
    is_below = any(patterns.says(folder, is_folder=True) for folder in folders)
    return is_below or bool(patterns.says(path, is_folder=False))


def test_a_pattern_of_many_stars_ends(tmp_path):
    patterns = IgnorePatterns(["*a" * 200 + "b", "**/" * 200 + "b"])
    assert patterns.says("a" * 250, is_folder=False) is None
    assert patterns.says("/".join(["a"] * 200), is_folder=False) is None


def test_folders_may_be_within_each_other_a_thousand_times(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for _ in range(1_050):
        os.mkdir("a")
        os.chdir("a")
    with open("net.yaml", "w") as file:
        file.write(NETWORK)
    monkeypatch.chdir(tmp_path)
    assert names("a") == ["a/" * 1_050 + "net.yaml"]
    while os.path.isdir("a"):  # shutil.rmtree of this Python goes down by recursion
        os.rename("a", "b")
        if os.path.isdir("b/a"):
            os.rename("b/a", "a")
        shutil.rmtree("b")
