"""Whatever is raised while a command runs becomes an exit status and a line; and where nobody reads what is printed."""

import io
import os
import pty
import signal
import sys
from errno import EACCES, ENOSPC

import click
import pytest

from netbuilder.cli import output, status
from netbuilder.cli.commands import build, check
from netbuilder.cli.files import Config, Unreadable, reason, rewrite
from netbuilder.diagnostics import Diagnostic, Severity
from netbuilder.diagnostics.errors import ConfigError, InstallationError, SettingsError
from netbuilder.lint.autofix import Autofix
from netbuilder.pipeline import Session
from tests.cli.test_command_lines import read_all

FULL = OSError(ENOSPC, "No space left on device")
FAULT = "a fault of netbuilder{}: {}; run it again with --debug and report what it prints\n"
CASES = [
    (SettingsError("No rule is called `x`."), 2, "netbuilder: no rule is called `x`\n"),
    (output.OutputLost(FULL), 2, "netbuilder: standard output cannot be written: no space left on device\n"),
    (output.OutputLost(OSError("Odd")), 2, "netbuilder: standard output cannot be written: odd\n"),
    (Unreadable("it cannot be read"), 2, "error: it cannot be read\n"),
    (Unreadable("it cannot be read\x1b", "do that"), 2, "error: it cannot be read\\x1b\n  = fix: do that\n"),
    (InstallationError("Keras is missing", "`pip install keras`"), 2,
     "error: Keras is missing\n  = fix: `pip install keras`\n"),
    (KeyboardInterrupt(), 130, "stopped\n"),
    (BrokenPipeError(), 0, ""),
    (FULL, 2, "netbuilder: standard output cannot be written: no space left on device\n"),
    (OSError(EACCES, "No"), 3, "netbuilder: " + FAULT.format("", "PermissionError: [Errno 13] No")),
    (OSError(ENOSPC, "No", "a.txt"), 3, "netbuilder: " + FAULT.format("", "OSError: [Errno 28] No: 'a.txt'")),
    (ValueError("of two\n lines"), 3, "netbuilder: " + FAULT.format("", "ValueError: of two lines")),
    (ValueError("a" * 300), 3, "netbuilder: " + FAULT.format("", f"ValueError: {'a' * 188}")),
    (click.Abort(), 130, "stopped\n"),
    (click.exceptions.Exit(7), 7, ""),
    (click.ClickException("It goes wrong."), 2, "netbuilder: it goes wrong\n"),
    (click.UsageError("it goes wrong"), 2, "netbuilder: it goes wrong\n"),
]  # fmt: skip


@pytest.mark.parametrize(("error", "status", "words"), CASES, ids=lambda value: repr(value)[:40])
def test_what_is_raised_while_a_command_runs(netbuilder, monkeypatch, error, status, words):
    def raising(_):
        raise error

    monkeypatch.setattr(check, "_check", raising)
    assert netbuilder("check", "good.yaml") == (status, "", words)


def test_debug_shows_where_it_went_wrong(netbuilder, monkeypatch):
    def raising(_):
        raise ValueError("odd")

    monkeypatch.setattr(check, "_check", raising)
    result = netbuilder("check", "good.yaml", "--debug")
    lines = result.err.splitlines()
    assert (result.status, lines[0], lines[-2]) == (3, "Traceback (most recent call last):", "ValueError: odd")
    assert lines[-1] == "netbuilder: a fault of netbuilder: ValueError: odd; report the lines above"


OF_ONE = [
    (ValueError("odd"), 3, "netbuilder: " + FAULT.format(" at good.yaml", "ValueError: odd"), True),
    (Unreadable("it cannot be read"), 2, "error: it cannot be read\n", True),
    (ConfigError([Diagnostic("NB904", "cannot-write", Severity.ERROR, "no way", None)]), 1,
     "error[NB904] cannot-write: no way\n\nFound 1 error.\n", True),
    (ConfigError([Diagnostic("NB902", "slow-precision", Severity.WARN, "no way", None)]), 1, "", True),
    (SettingsError("odd"), 2, "netbuilder: odd\n", False),
    (InstallationError("odd", "mend it"), 2, "error: odd\n  = fix: mend it\n", False),
    (output.OutputLost(FULL), 2, "netbuilder: standard output cannot be written: no space left on device\n", False),
    (click.ClickException("odd"), 2, "netbuilder: odd\n", False),
    (KeyboardInterrupt(), 130, "\nstopped\n", False),  # click ends the line with ^C
]  # fmt: skip


@pytest.mark.parametrize(("error", "status", "words", "goes_on"), OF_ONE, ids=lambda value: repr(value)[:40])
def test_what_is_raised_for_one_config_of_two(netbuilder, monkeypatch, error, status, words, goes_on):
    seen = []

    def raising(_, config):
        seen.append(config.path)
        if config.path == "good.yaml":
            raise error
        return 0

    monkeypatch.setattr(build, "_build", raising)
    assert netbuilder("build", "good.yaml", "warning.yaml", "-q") == (status, "", words)
    assert seen == (["good.yaml", "warning.yaml"] if goes_on else ["good.yaml"])


def test_a_config_that_was_changed_while_it_was_checked_is_left(netbuilder, folder, monkeypatch):
    (folder / "net.yaml").write_text("input: [4]\nlayers:\n  - Dens: {units: 2}\n")
    fix = Session.fix

    def slow(session, **options):
        (folder / "net.yaml").write_text("# meanwhile\n")
        return fix(session, **options)

    monkeypatch.setattr(Session, "fix", slow)
    result = netbuilder("check", "net.yaml", "--fix")
    words = "error: `net.yaml` was changed while it was checked; nothing is written\n  = fix: run it again\n"
    assert result == (2, "", words)
    assert (folder / "net.yaml").read_text() == "# meanwhile\n"


def test_an_unsafe_fix_that_cannot_be_made_is_left_to_the_author(netbuilder, folder, monkeypatch):
    text = "input: [4]\nlayers:\n  - Dense: {units: 2}\ncompile: {optimizer: adam, loss: mse, metrics: [f1]}\n"
    (folder / "net.yaml").write_text(text)
    monkeypatch.setattr(Session, "fix", lambda session, **options: Autofix(text, session.report, ()))
    result = netbuilder("check", "net.yaml", "--diff", "--unsafe-fixes")
    assert result == (1, "", "would fix nothing in net.yaml: 1 finding to mend by hand\n")
    result = netbuilder("check", "net.yaml", "--diff")
    assert result == (1, "", "would fix nothing in net.yaml, and 1 finding with --unsafe-fixes\n")


def test_without_click_nothing_is_of_click(monkeypatch):
    monkeypatch.delitem(sys.modules, "click")
    assert not status.is_of_click(ValueError("odd"))


def test_the_words_of_the_system(folder):
    assert reason(OSError(EACCES, "Not Yours")) == "not yours"
    assert reason(OSError("Odd")) == "odd"
    (folder / "nets").mkdir()
    with pytest.raises(Unreadable, match="`nets` cannot be written: it is a directory"):
        rewrite("nets", b"", b"")
    with pytest.raises(Unreadable, match="there is no file of that name"):
        Config("a\0b").read()


def test_a_model_that_is_a_folder_is_read_as_one(folder):
    (folder / "model").mkdir()
    with pytest.raises(Unreadable, match="`model` is a directory"):
        Config("model").read()
    (folder / "model" / "saved_model.pb").write_bytes(b"a graph")
    assert Config("model").read() == b"a graph"


class Gone(io.StringIO):
    """A stream whose reader has gone, or whose disk is full, or that is closed."""

    def __init__(self, error: Exception, *, when: str) -> None:
        super().__init__()
        self.error = error
        self.when = when

    def write(self, text: str) -> int:
        if self.when == "write":
            raise self.error
        return len(text)

    def flush(self) -> None:
        if self.when == "flush":
            raise self.error

    def fileno(self) -> int:
        raise ValueError("no file")


@pytest.mark.parametrize("when", ["write", "flush"])
@pytest.mark.parametrize(
    ("stream", "error", "status"),
    [("stdout", BrokenPipeError(), 0), ("stdout", FULL, 2), ("stderr", FULL, 0), ("stderr", BrokenPipeError(), 0)],
)
def test_a_stream_that_takes_nothing_more(folder, monkeypatch, when, stream, error, status):
    from netbuilder.cli.run import run

    others = {name: io.StringIO() for name in ("stdout", "stderr")}
    for name, other in others.items():
        monkeypatch.setattr(sys, name, Gone(error, when=when) if name == stream else other)
    form = "full" if stream == "stdout" else "concise"  # where the last line goes
    assert run(["check", "good.yaml", "--format", form]) == status
    lost = "netbuilder: standard output cannot be written: no space left on device\n"
    assert others["stderr"].getvalue() == (lost if status else "")


def test_a_stream_that_is_closed_is_passed_over(folder, monkeypatch):
    from netbuilder.cli.run import run

    monkeypatch.setattr(sys, "stdout", Gone(ValueError("closed"), when="flush"))
    assert run(["check", "good.yaml"]) == 0


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, work) -> str:
    """What some work writes to standard error where that is a terminal."""
    monkeypatch.setenv("TERM", "xterm")
    ours, theirs = pty.openpty()
    with open(theirs, "w", encoding="utf-8") as stream, monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", stream)
        work()
    return read_all(ours).decode()


def test_a_bar_shows_each_step_on_a_terminal_alone(monkeypatch, capsys):
    def work(steps: int) -> None:
        with output.progress("fitting", steps) as step:
            for number in range(steps):
                step(number)

    shown = on_a_terminal(monkeypatch, lambda: work(4))
    assert "fitting" in shown
    assert [part in shown for part in ("0%", "25%", "50%", "75%", "100%")] == [True] * 5
    assert on_a_terminal(monkeypatch, lambda: work(0)) == ""
    work(3)
    assert capsys.readouterr() == ("", "")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", None)
        work(3)


def test_what_a_terminal_would_obey_is_an_escape_there_and_as_it_is_elsewhere(monkeypatch, capsys):
    odd = "a\tb\x1b[31m\u202e\n\u00e9"
    output.say(odd)
    output.say(odd, coloured=True)
    output.emit(f"{odd}\n")
    assert capsys.readouterr().out == f"a\tb\\x1b[31m\\u202e\n\u00e9\n{odd}\n{odd}\n"
    ours, theirs = pty.openpty()
    with open(theirs, "w", encoding="utf-8") as stream, monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", stream)
        output.emit(f"{odd}\n")
        assert not output.is_piped()
    assert read_all(ours).decode().splitlines() == ["a\tb\\x1b[31m\\u202e", "\u00e9"]


def test_what_is_held_is_printed_later_each_on_its_stream(capsys):
    with output.transcript(holds=True) as held:
        output.say("out")
        output.complain("aside")
    assert capsys.readouterr() == ("", "")
    assert (held.output, held.error) == ("out\n", "aside\n")
    output.write(held)
    assert capsys.readouterr() == ("out\n", "aside\n")
    with output.transcript() as told:
        output.say("out")
    assert (capsys.readouterr().out, told.output, told.error) == ("out\n", "out\n", "")


def test_a_program_reads_a_pipe_and_nobody_a_stream_that_is_not_there(monkeypatch, tmp_path):
    reader, writer = os.pipe()
    for stream, is_piped in ((os.fdopen(writer, "w"), True), ((tmp_path / "a").open("w"), False)):
        with stream, monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", stream)
            assert output.is_piped() is is_piped
    os.close(reader)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", None)
        assert output.is_piped()
        output.say("to nobody")
        output.emit("to nobody")
        output.flush()
    assert not output.has_colour(None)
    assert signal.getsignal(signal.SIGINT) is not signal.SIG_IGN
