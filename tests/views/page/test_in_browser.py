"""The page in a real browser: it fits a telephone, asks for nothing, complains of nothing, and Tab goes through it."""

from pathlib import Path

import pytest

from netbuilder.pipeline import Session
from netbuilder.plan import plan
from netbuilder.propagation.records import LayerSignal, Probe
from netbuilder.propagation.verdict import ratios, verdict_of
from netbuilder.views.page.page import PageContent, page
from tests.views.page.browser import CHROMIUM, Browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]

CONFIG = """name: a_name_that_is_much_longer_than_any_screen_of_a_telephone_is_wide_and_then_some
input: [32, 32, 3]
layers:
  - Conv2D: {filters: 16, kernel_size: 3, name: convolution_with_a_name_that_goes_on_and_on_and_on}
  - repeat: {times: 40, layers: [{Conv2D: {filters: 16, kernel_size: 3, padding: same}}, BatchNormalization, ReLU]}
  - GlobalAveragePooling2D
  - Dense: {units: 64, activation: relu, kernel_initializer: {RandomNormal: {mean: 0.0, stddev: 2.5}}}
  - Dense: {units: 2, activation: softmax}
compile: {optimizer: adam, loss: categorical_crossentropy}
"""


def measured() -> Probe:
    """A fading course of 43 layers, one of which has nothing left."""
    layers = [
        LayerSignal(at, f"layer_{at}", "Conv2D", -0.2 * at, 0.0, -8 + 0.1 * at, 0.2, None, 0.0, -3.0, at == 42, True)
        for at in range(43)
    ]
    layers[40] = layers[40]._replace(variance=None)
    forward, backward = ratios(layers)
    verdict = verdict_of(layers, False)
    return Probe(
        tuple(layers),
        forward,
        backward,
        0.7,
        0.69,
        "mse",
        "Adam",
        256,
        1000,
        "normal numbers",
        verdict,
        (),
        None,
        "net",
    )


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    report = Session(CONFIG, "net.yaml").report
    found = tmp_path_factory.mktemp("page") / "page.html"
    found.write_text(
        page(PageContent(report, plan(report.graph), measured(), "netbuilder report net.yaml " + "x" * 120))
    )
    return found


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [375, 768, 1280])
def test_it_fits_and_is_quiet(browser: Browser, file: Path, width: int, dark: bool) -> None:
    browser.open(file, width, dark)
    assert browser.value("document.documentElement.scrollWidth") <= width
    assert browser.value("window.innerWidth") == width
    assert browser.requests() == [file.as_uri()]
    assert browser.complaints() == []


def test_paper_is_white_and_shows_what_is_folded(browser: Browser, file: Path) -> None:
    browser.open(file, 794, dark=True)
    dark = {"name": "prefers-color-scheme", "value": "dark"}
    browser.call("Emulation.setEmulatedMedia", media="print", features=[dark])
    assert browser.value("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert contrast(browser.value("getComputedStyle(document.querySelector('td')).color"), "rgb(255, 255, 255)") >= 4.5
    assert browser.value("document.querySelector('details td').checkVisibility({contentVisibilityAuto: true})")
    browser.call("Emulation.setEmulatedMedia", media="", features=[])


def test_reasons_wrap_on_a_telephone(browser: Browser, file: Path) -> None:
    browser.open(file, 375)
    edges = browser.value(
        "[...document.querySelectorAll('.nb-findings em')].map(e => e.parentElement)"
        ".map(one => one.scrollWidth - one.clientWidth)"
    )
    assert edges
    assert max(edges) == 0


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    first, second = sorted((light(one), light(other)))
    return (second + 0.05) / (first + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_text_stands_out(browser: Browser, file: Path, dark: bool) -> None:
    browser.open(file, 1280, dark)
    ground = browser.value("getComputedStyle(document.body).backgroundColor")
    for selector in ("p", "nav a", "th", "td", ".nb-note", ".nb-verdict", ".source"):
        colour = browser.value(f"getComputedStyle(document.querySelector({selector!r})).color")
        assert contrast(colour, ground) >= 4.5, selector
    for selector in (".nb-column .nb-name", ".nb-column .nb-small", ".nb-plot text"):
        colour = browser.value(f"getComputedStyle(document.querySelector({selector!r})).fill")
        assert contrast(colour, ground) >= 4.5, selector


def test_letters_are_large_enough_on_a_telephone(browser: Browser, file: Path) -> None:
    browser.open(file, 375)
    sizes = browser.value(
        "[...document.querySelectorAll('.nb-column text, .nb-plot text')].map(t => t.getBoundingClientRect().height)"
    )
    assert len(sizes) > 20
    assert min(sizes) >= 9


def test_tab_reaches_everything(browser: Browser, file: Path) -> None:
    browser.open(file, 1280)
    seen = []
    for _ in range(40):
        browser.press("Tab")
        where = browser.value(
            "(e => [e.className, e.tagName, e.getAttribute('href') || e.getAttribute('aria-label') || ''].join('|'))"
            "(document.activeElement)"
        )
        seen.append(where)
    assert seen[0].startswith("skip|A|#main")
    reached = " ".join(seen)
    for one in ("#findings", "#signal", "layers", "SUMMARY", "source"):
        assert one in reached, one
