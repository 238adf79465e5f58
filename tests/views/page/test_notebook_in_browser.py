"""What a notebook shows, in a real browser: it fits a column of text and stands out, in the light and in the dark."""

import json
from pathlib import Path

import pytest

from tests.views.page.browser import CHROMIUM, Browser
from tests.views.page.notebook import NOTEBOOK
from tests.views.page.test_in_browser import contrast

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]

GROUNDS = {"light": ("#ffffff", "rgba(0, 0, 0, 0.87)"), "dark": ("#111111", "rgba(255, 255, 255, 0.87)")}
"""The ground and the letters of JupyterLab's two themes."""


def page(theme: str) -> str:
    """The outputs of the example notebook as JupyterLab puts them below each other."""
    ground, letters = GROUNDS[theme]
    cells = [
        "".join(output["data"]["text/html"])
        for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
        for output in cell.get("outputs", ())
        if output["output_type"] == "execute_result" and "text/html" in output["data"]
    ]
    assert len(cells) >= 7
    outputs = "".join(f'<div class="output" style="overflow: auto; padding: 4px">{cell}</div>' for cell in cells)
    light = str(theme == "light").lower()
    body = f"margin: 0; background: {ground}; color: {letters}; font: 14px sans-serif; color-scheme: {theme}"
    return f'<!doctype html><meta charset="utf-8"><body data-jp-theme-light="{light}" style="{body}">{outputs}'


TEXTS = """
[...document.querySelectorAll('.output *')].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())
  && e.checkVisibility() && !['STYLE', 'TITLE'].includes(e.tagName)).map(e => {
    const colour = e.namespaceURI.endsWith('svg') ? getComputedStyle(e).fill : getComputedStyle(e).color
    let ground = 'rgba(0, 0, 0, 0)'
    for (let p = e; p && ground === 'rgba(0, 0, 0, 0)'; p = p.parentElement)
      ground = getComputedStyle(p).backgroundColor
    return [e.tagName + '.' + (e.getAttribute('class') || ''), colour, ground, e.textContent.trim().slice(0, 30)]
  })
"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("system", ["light", "dark"])
def test_it_fits_and_stands_out(browser: Browser, tmp_path: Path, theme: str, system: str) -> None:
    file = tmp_path / "notebook.html"
    file.write_text(page(theme), encoding="utf-8")
    browser.open(file, 900, dark=system == "dark")
    assert browser.value("document.documentElement.scrollWidth") <= 900
    assert (
        browser.value("Math.max(...[...document.querySelectorAll('.output')].map(e => e.scrollWidth - e.clientWidth))")
        == 0
    )
    assert browser.requests() == [file.as_uri()]
    assert browser.complaints() == []
    texts = browser.value(TEXTS)
    assert len(texts) > 100
    faint = {(where, colour, ground, text) for where, colour, ground, text in texts if contrast(colour, ground) < 4.5}
    assert not faint
