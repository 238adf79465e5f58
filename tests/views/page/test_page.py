"""The page: complete, closed, and safe against whatever a file holds."""

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from netbuilder.pipeline import Session
from netbuilder.plan import plan
from netbuilder.views.page.page import PageContent, page

GOOD = """name: small
input: [8, 8, 1]
layers:
  - Conv2D: {filters: 4, kernel_size: 3, activation: relu}
  - Flatten
  - Dense: {units: 3, activation: softmax}
compile: {optimizer: adam, loss: sparse_categorical_crossentropy}
"""


class Outline(HTMLParser):
    """The tags of a page, and whether they close in order."""

    VOID = frozenset({"meta", "link", "br", "rect", "path", "use"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def made(text: str, name: str = "net.yaml") -> str:
    report = Session(text, name).report
    return page(PageContent(report, None if report.errors else plan(report.graph), None, "netbuilder report net.yaml"))


def outline(html: str) -> Outline:
    found = Outline()
    found.feed(html)
    assert found.open == []
    return found


def test_it_has_every_section_and_nothing_from_elsewhere() -> None:
    html = made(GOOD)
    tags = outline(html).tags
    ids = {attrs["id"] for tag, attrs in tags if tag == "section"}
    assert ids == {"layers", "findings", "source", "rules"}
    assert not [tag for tag, _ in tags if tag in ("script", "iframe", "img", "object")]
    links = [attrs.get("href") or "" for _, attrs in tags if attrs.get("href")]
    assert all(link.startswith(("#", "data:")) for link in links)
    assert not re.search(r"url\(|@import|src=", html)
    for anchor in links:
        if anchor.startswith("#"):
            assert any(attrs.get("id") == anchor[1:] for _, attrs in tags), anchor


def test_every_picture_has_words() -> None:
    tags = outline(made(GOOD)).tags
    pictures = [attrs for tag, attrs in tags if tag == "svg"]
    assert pictures
    for attrs in pictures:
        assert attrs.get("aria-hidden") == "true" or (attrs.get("role") == "img" and attrs.get("aria-label"))


def test_what_a_file_holds_is_never_markup() -> None:
    hostile = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>"
    text = f"""# {hostile}
name: {hostile!r}
input: [4]
x-{hostile[:3]}: "{{{{ 7 * 7 }}}}"
layers:
  - Dense: {{units: 3, name: {hostile!r}, kernel_initializer: {hostile!r}}}
  - {hostile!r}
"""
    html = made(text, f"{hostile}.yaml")
    tags = outline(html).tags
    assert not [tag for tag, _ in tags if tag in ("script", "img")]
    assert not [attrs for _, attrs in tags if any(name.startswith("on") for name in attrs)]
    assert "49" not in html.split('<section id="source"')[1]


def test_errors_give_a_page_of_what_is_known() -> None:
    html = made(GOOD.replace("Flatten", "Flaten"))
    assert "Flaten" in html
    assert "what is known" in html
    line = re.search(r'href="#line-(\d+)"', html)
    assert line is not None
    assert line[1] == "5"
    assert 'class="nb-error"' in html


@pytest.mark.parametrize("text", ["", "- [", "input: [4]\n", "layers: []\n"])
def test_even_of_nothing(text: str) -> None:
    outline(made(text))


def test_150_layers_are_drawn_once_for_each_repeat() -> None:
    text = "input: [8]\nlayers:\n  - repeat: {times: 75, layers: [{Dense: {units: 8}}, ReLU]}\n  - Dense: {units: 3}\n"
    html = made(text)
    assert "75&#215;" in html
    assert html.count('class="nb-lane"') == 3


def test_150_different_layers_come_in_columns() -> None:
    layers = "\n".join(f"  - Dense: {{units: {at + 2}, activation: relu}}" for at in range(150))
    html = made(f"input: [8]\nlayers:\n{layers}\n")
    assert html.count('class="nb-lane"') == 150
    assert html.count('class="nb-column"') == 11
    assert "part 11 of 11: layers" in html


def test_the_area_of_a_block_goes_with_its_weights() -> None:
    html = made("input: [9]\nlayers: [{Dense: {units: 100}}, {Dense: {units: 400}}]\n")
    sizes = [
        float(width) * float(height)
        for width, height in re.findall(
            r'class="nb-dense" x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="([\d.]+)"', html
        )
    ]
    assert sizes[1] / sizes[0] == pytest.approx(40400 / 1000, rel=0.05)


def test_without_a_probe_nothing_heavy_is_loaded(tmp_path: Path) -> None:
    config = tmp_path / "net.yaml"
    config.write_text(GOOD)
    code = (
        "import sys; from netbuilder.cli.run import run; "
        f"status = run(['report', {str(config)!r}, '--no-probe', '-o', {str(tmp_path / 'page.html')!r}]); "
        "print(status, sorted({'keras', 'tensorflow', 'matplotlib', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0 []"
    assert (tmp_path / "page.html").read_text().startswith("<!doctype html>")


def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    config = tmp_path / "net.yaml"
    config.write_text(GOOD)
    command = [sys.executable, "-m", "netbuilder", "report", str(config), "--no-probe", "-q", "-o", "/dev/stdout"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("<!doctype html>")


def test_errors_come_first_and_lead_to_their_rule_and_line() -> None:
    html = made(
        "input: [8]\nlayers:\n  - Dense: {units: 1, activation: softmax}\ncompile: {optimizer: adam, loss: mse}\n"
    )
    sections = [attrs["id"] for tag, attrs in outline(html).tags if tag == "section"]
    assert sections[:2] == ["findings", "layers"]
    targets = {attrs["id"] for _, attrs in outline(html).tags if "id" in attrs}
    links = {attrs["href"][1:] for tag, attrs in outline(html).tags if tag == "a" and attrs["href"].startswith("#")}
    assert {"NB301", "line-3"} <= links <= targets
    assert '<span id="line-3" class="nb-at-error">' in html
    assert "<strong>1</strong> error" in html
    assert re.search(r"<em>fix</em> [^<]*<code>", html)


def test_rounds_of_a_repeat_are_drawn_once_though_their_shapes_differ() -> None:
    block = "{Conv2D: {filters: 4, kernel_size: 3, activation: relu}}, MaxPooling2D"
    html = made(f"input: [32, 32, 1]\nlayers:\n  - repeat: {{times: 2, layers: [{block}]}}\n  - Flatten\n")
    assert ">2&#215;</text>" in html
    assert html.count('class="nb-name"') == 3
    assert "40 … 148 weights" in html
    assert "(15, 15, 4) … (6, 6, 4)" in html


def test_of_a_long_file_the_first_lines_are_shown_and_those_of_findings() -> None:
    text = GOOD.replace("compile:", "# nothing\n" * 30_000 + "compile:").replace("adam", "adamm")
    session = Session(text, "long.yaml")
    html = page(PageContent(session.report, None, None, ""))
    numbers = [int(number) for number in re.findall(r'<span id="line-(\d+)"', html)]
    assert numbers == [*range(1, 20_001), 30_007]
    assert "the first 20,000 of 30,007 lines and those of findings" in html
    assert "no optimizer is called" in html


def test_of_a_long_line_the_beginning_is_shown() -> None:
    session = Session(f"# {'a' * 5_000}\r\n{GOOD}\n", "wide.yaml")
    html = page(PageContent(session.report, None, None, ""))
    assert f'<span id="line-1"># {"a" * 1_998}...</span>' in html
    assert '<span id="line-2">name: small</span>' in html
    assert [int(number) for number in re.findall(r'id="line-(\d+)"', html)] == [*range(1, 10)]
