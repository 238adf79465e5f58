"""What the pages of the site say of netbuilder is what netbuilder says: commands are run when the site is built.

`<!-- run: netbuilder check FILE -->` becomes the command and its output, `<!-- yaml: FILE -->` the file,
`<!-- rule: NB201 0 -->` the first bad example of a rule with what is said of it in Portuguese, `<!-- gallery -->` every
network of the gallery, `<!-- errors -->` the errors of docs/errors.yaml with their findings.
"""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

DOCS = Path(__file__).parent
_MARK = re.compile(r"^<!-- (run|yaml|gallery|errors|readme|rule)(?:: (.*?))? -->$", re.MULTILINE)


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Fill in what is marked."""
    return _MARK.sub(lambda match: _WRITERS[match[1]](match[2] or ""), markdown)


_ELSEWHERE = "https://unpkg.com/iframe-worker/shim"
"""What the search of pages that are opened from a disk needs, and Material would load from there."""


def on_post_page(output: str, page: Any, **_: Any) -> str:
    """Take from the site itself what would be loaded from elsewhere."""
    return output.replace(_ELSEWHERE, f"{'../' * page.url.count('/')}javascripts/iframe-worker.js")


def on_post_template(output_content: str, **_: Any) -> str:
    """The same for the page that is shown where there is none."""
    return output_content.replace(_ELSEWHERE, "javascripts/iframe-worker.js")


def _run(command: str) -> str:
    return f"```console\n$ {command}\n{output_of(command)}```"


def output_of(command: str, stdin: str | None = None) -> str:
    """What a command of netbuilder prints, run in this folder.

    Raises:
        ValueError: it ends with a fault, or is none of netbuilder's.
    """
    program, *arguments = shlex.split(command)
    if program != "netbuilder":
        raise ValueError(f"only netbuilder is run, not {program}")
    done = subprocess.run(
        [sys.executable, "-m", "netbuilder", *arguments],
        cwd=DOCS,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1):
        raise ValueError(f"`{command}` ends with {done.returncode}: {done.stderr}")
    return (done.stdout + done.stderr).rstrip("\n") + "\n"


def _yaml(path: str) -> str:
    return f"```yaml\n{(DOCS / path).read_text(encoding='utf-8')}```"


def _gallery(_: str) -> str:
    parts = []
    for file in sorted((DOCS / "gallery").glob("*.yaml")):
        comment, _, rest = file.read_text(encoding="utf-8").partition("\n")
        title = file.stem.replace("_", " ")
        shown = output_of(f"netbuilder show gallery/{file.name} --format markdown").split("\n")
        parts.append(f"## {title}\n\n{comment.lstrip('# ')}.\n\n```yaml\n{rest}```\n\n{shown[0]}; {shown[-2]}")
    return "\n\n".join(parts)


def _errors(_: str) -> str:
    parts = []
    for entry in yaml.safe_load((DOCS / "errors.yaml").read_text(encoding="utf-8")):
        said = output_of("netbuilder check -", entry["network"]).replace("<stdin>", "net.yaml")
        parts.append(f"## {entry['keras']}\n\n```yaml\n{entry['network']}```\n\n```text\n{said}```")
    return "\n\n".join(parts)


def _rule(reference: str) -> str:
    from netbuilder.rules.base import every_rule

    code, index = reference.split()
    [rule] = [rule for rule in every_rule() if rule.code == code]
    network = re.sub(r" *# NB\d{3}$", "", rule.bad[int(index)], flags=re.MULTILINE)
    said = output_of(f"netbuilder check - --lang pt --select {code}", network).replace("<stdin>", "rede.yaml")
    return f"```yaml\n{network}```\n\n```text\n{said}```"


def _readme(path: str) -> str:
    text = (DOCS.parent / path).read_text(encoding="utf-8")
    own = re.sub(r" \(\[[^\]]+\]\([\w.]+\.md\)\)", "", text.partition("\n")[2])  # the other README is no page
    return re.sub(r"\[([^\]]+)\]\((?!https?:|#)[^)]+\)", r"\1", own)


_WRITERS = {"run": _run, "yaml": _yaml, "gallery": _gallery, "errors": _errors, "readme": _readme, "rule": _rule}
