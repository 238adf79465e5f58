"""--fix and --diff: what is written, what is left, and that a file is whole or untouched."""

import os
import shutil
import stat
import subprocess

import pytest

from netbuilder.system import replace

TEXT = """\
# what it is for
input: [8]
layers:
  - Dens: {units: 4, activaton: relu}   # hidden
  - Dense:
      units: 3  # one a class
      activation: softmax
"""
FIXED = TEXT.replace("Dens:", "Dense:").replace("activaton", "activation")


@pytest.fixture
def net(folder):
    file = folder / "net.yaml"
    file.write_text(TEXT)
    return file


def apply_patch(folder, patch):
    """What the program of this name makes of the files."""
    if shutil.which("patch") is None:
        pytest.skip("patch is not installed")
    (folder / "fix.patch").write_text(patch)
    subprocess.run(["patch", "-p1", "-i", "fix.patch"], cwd=folder, check=True, capture_output=True)


def test_all_mistakes_of_a_layer_are_mended_in_one_run(netbuilder, net):
    done = netbuilder("check", "net.yaml", "--fix")
    assert (done.status, done.out) == (0, "Nothing found.\n")
    assert net.read_text() == FIXED
    assert done.err == "fixed 2 findings in net.yaml\n"
    assert netbuilder("check", "net.yaml", "--fix", "--unsafe-fixes") == (0, "Nothing found.\n", "")
    assert net.read_text() == FIXED


def test_without_unsafe_fixes_the_file_is_not_touched(netbuilder, net):
    text = FIXED + "compile: {optimizer: adam, loss: mse, metrics: [f1]}\n"
    net.write_text(text)
    before = net.stat().st_mtime_ns
    assert netbuilder("check", "net.yaml", "--fix").status == 1
    assert net.read_text() == text
    assert net.stat().st_mtime_ns == before


def test_diff_writes_nothing_and_prints_a_patch(netbuilder, net, folder):
    done = netbuilder("check", "net.yaml", "--diff", "--unsafe-fixes")
    assert done.status == 1
    assert net.read_text() == TEXT
    assert done.err == "would fix 2 findings in net.yaml\n"
    apply_patch(folder, done.out)
    assert net.read_text() == FIXED


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("compile: {optimizer: adam, loss: categorical_crossentropy}\n", "nothing to fix in net.yaml"),
        (
            "compile: {optimizer: adam, loss: mse, metrics: [f1]}\n",
            "would fix nothing in net.yaml, and 2 findings with --unsafe-fixes",
        ),
        ("seed: x\n", "would fix nothing in net.yaml: 1 finding to mend by hand"),
    ],
)
def test_diff_says_why_there_is_no_patch(netbuilder, net, text, line):
    net.write_text(FIXED + text)
    done = netbuilder("check", "net.yaml", "--diff")
    assert (done.out, done.err) == ("", f"{line}\n")
    assert netbuilder("check", "net.yaml", "--diff", "--quiet").err == ""


def test_diff_of_a_file_without_a_last_line_break(netbuilder, net, folder):
    net.write_text("input: [8]\nlayers:\n  - Dens: {units: 4}")
    done = netbuilder("check", "net.yaml", "--diff", "--unsafe-fixes")
    apply_patch(folder, done.out)
    assert net.read_text() == "input: [8]\nlayers:\n  - Dense: {units: 4}"


def test_standard_input_comes_out_mended(netbuilder):
    done = netbuilder("check", "-", "--fix", "--unsafe-fixes", stdin=TEXT)
    assert done == (0, FIXED, "Nothing found.\n")


def test_line_ends_and_byte_order_mark_stay(netbuilder, net):
    net.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    netbuilder("check", "net.yaml", "--fix", "--unsafe-fixes")
    assert net.read_bytes() == b"\xef\xbb\xbf" + FIXED.replace("\n", "\r\n").encode()


def test_mode_and_link_stay(netbuilder, net, folder):
    net.chmod(0o640)
    (folder / "link.yaml").symlink_to("net.yaml")
    netbuilder("check", "link.yaml", "--fix", "--unsafe-fixes")
    assert (folder / "link.yaml").is_symlink()
    assert net.read_text() == FIXED
    assert stat.S_IMODE(net.stat().st_mode) == 0o640
    assert sorted(os.listdir(folder)) == ["error.yaml", "good.yaml", "link.yaml", "net.yaml", "warning.yaml"]


def test_a_write_that_fails_leaves_the_file_whole(netbuilder, net, folder, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(replace.os, "fsync", full)
    done = netbuilder("check", "net.yaml", "--fix", "--unsafe-fixes")
    assert done.status == 2
    assert done.err == "error: `net.yaml` cannot be written: no space left on device\n"
    assert net.read_text() == TEXT
    assert "net.yaml" in os.listdir(folder)
    assert not [name for name in os.listdir(folder) if name.startswith(".")]


def test_a_fix_that_would_break_the_file_is_not_taken(netbuilder, net):
    from netbuilder.diagnostics import Edit
    from netbuilder.lint.autofix import autofix
    from netbuilder.pipeline import Session

    report = Session(TEXT).report
    first = report.diagnostics[0]
    broken = first._replace(suggestion=first.suggestion._replace(edits=(Edit(first.edits[0].span, "{["),)))
    done = autofix(report, lambda text: Session(text).report, lambda checked: [broken], unsafe=True)
    assert (done.text, done.fixed) == (TEXT, ())


def test_one_fix_that_would_break_the_file_does_not_keep_the_others(netbuilder, net):
    # `activation` is there already: that name again would be a key said twice.
    net.write_text(TEXT.replace("activation: softmax", "activation: softmax\n      activatoin: relu"))
    done = netbuilder("check", "net.yaml", "--fix", "--unsafe-fixes")
    assert done.status == 1
    assert net.read_text() == FIXED.replace("activation: softmax", "activation: softmax\n      activatoin: relu")


def test_a_fix_that_brings_its_finding_back_ends(netbuilder, net):
    from netbuilder.diagnostics import Edit, Suggestion
    from netbuilder.lint.autofix import autofix
    from netbuilder.pipeline import Session

    def wanted(report):
        text = report.draft.document
        span = text.span(("input", 0))
        edits = (Edit(span, "9" if text.value["input"] == [8] else "8"),)
        return [report.diagnostics[0]._replace(suggestion=Suggestion(edits=edits))]

    report = Session(TEXT).report
    done = autofix(report, lambda text: Session(text).report, wanted, unsafe=True)
    assert done.text == TEXT
