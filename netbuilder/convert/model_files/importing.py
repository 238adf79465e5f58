"""The import of a model file: its text, which a check decides about, counted against the file's weights."""

import os
from collections.abc import Callable
from typing import NamedTuple

from netbuilder.convert.layout import text as yaml_text
from netbuilder.convert.model_files.detect import of_bytes, open_model
from netbuilder.convert.model_files.model_file import ModelFile
from netbuilder.convert.model_files.network_data import ImportOptions, NetworkData, network_data
from netbuilder.convert.model_files.refusal import Ask, Refused
from netbuilder.diagnostics import Diagnostic, Text
from netbuilder.diagnostics.sentence import _
from netbuilder.lint.result import LintResult
from netbuilder.source import Document, read
from netbuilder.source.limits import MAX_SIZE

DEFAULT = ImportOptions()
Lint = Callable[[str], LintResult]
_CANNOT_BUILD = ("NB0", "NB101", "NB102", "NB103", "NB105", "NB107")
"""Codes of what is no model at all, and not only one that learns badly."""


class Imported(NamedTuple):
    """A model file as a config."""

    text: str
    """The config, comments first."""
    report: LintResult
    """What netbuilder's check says of it."""
    parameters: int | None
    """How many it has; None where a shape is unknown."""
    stored: int | None
    """How many numbers the weights in the file hold; None where it holds none."""
    comments: tuple[str, ...]
    era: str
    container: str
    changes_function: bool = False
    """Whether a function of the file is another one in Keras 3, under the same name."""
    has_origin: bool = False
    """Whether the file keeps the config that it was built from."""
    refusal: Refused | None = None
    """Why it must not be taken for the file's model: another count of parameters."""

    @property
    def verdict(self) -> str:
        """The parameters in words, with what the file says of them."""
        if self.parameters is None:
            return "an unknown number of parameters"
        if self.stored is None:
            return f"{self.parameters:,} parameters"
        if self.stored == self.parameters:
            return f"{self.parameters:,} parameters, as in the file's weights"
        return f"{self.parameters:,} parameters, and {self.stored:,} in the file's weights"

    def findings(self, name: str) -> tuple[Diagnostic, ...]:
        """What the check says of the text, and whether the count is the file's."""
        refused = () if self.refusal is None else (self.refusal.diagnostic(name, "import"),)
        return (*refused, *self.report.visible)


def document_of(data: bytes, name: str, lint: Lint) -> Document | None:
    """The document of the config that a model file becomes, with why it is none; None where the bytes are no model's.

    Args:
        data: the file, or its beginning where it is over the limit of a config; the rest is then read from it.
    """
    try:
        file = open_model(name) if len(data) > MAX_SIZE and os.path.exists(name) else of_bytes(data)
        if file is None:
            return None
        imported = import_file(file, lint)
    except Refused as refusal:
        return Document(Text(name, ""), None, [refusal.diagnostic(name)])
    document = read(imported.text, name)
    if imported.refusal is not None:
        document.problems.append(imported.refusal.diagnostic(name))
    return document


def import_file(file: ModelFile, lint: Lint, options: ImportOptions = DEFAULT) -> Imported:
    """The config of a model file.

    Args:
        lint: says what netbuilder's check finds in a text, which decides what the config has to say.

    Raises:
        Refused: it cannot be written as a config.
    """
    try:
        network = network_data(file, options)
    except RecursionError:
        raise Refused("over-limit", _("the topology is nested too deep")) from None
    text = _text(network)
    report = lint(text)
    stopping = next((finding for finding in report.errors if finding.code.startswith(_CANNOT_BUILD)), None)
    if stopping is not None:
        raise _not_buildable(stopping)
    lowered = _with_warnings(network, report)
    if lowered.seeds is not None:
        lowered = _with_seed(lowered, report)
    if lowered is not network:
        text = _text(lowered)
        report = lint(text)
    graph = report.graph
    parameters = graph.parameters if all(call.is_known for call in graph.calls) else None
    stored = file.parameters if file.parameters is None else file.parameters - network.joined
    # Its kernel stands in a file twice: as its own and as that of the layer it is put on.
    if stored is not None and any(type(call.outer).__name__ == "SpectralNormalization" for call in graph.calls):
        stored = None
    refusal = None
    if stored is not None and parameters is not None and stored != parameters:
        message = _(
            "the layers have {parameters:,} parameters, and the file's weights {stored:,}",
            parameters=parameters,
            stored=stored,
        )
        fix = Ask("force", True, _(" writes it"))
        refusal = Refused("weights-differ", message, _("so the text is not the file's model"), fix)
    return Imported(
        text,
        report,
        parameters,
        stored,
        network.comments,
        network.era,
        file.container,
        changes_function=network.changes_function,
        has_origin=file.origin is not None,
        refusal=refusal,
    )


def _text(network: NetworkData) -> str:
    comments = "".join(f"# {_one_line(comment)}\n" for comment in network.comments)
    return comments + yaml_text(network.data)


def _with_warnings(network: NetworkData, report: LintResult) -> NetworkData:
    """The network with rules as warnings that would stop its build: what a file holds has been built already."""
    codes = sorted({finding.code for finding in report.errors})
    if not codes:
        return network
    comment = f"{', '.join(codes)} would stop the build of a new network; this one exists"
    data = network.data | {"rules": dict.fromkeys(codes, "warn")}
    return network._replace(data=data, comments=(*network.comments, comment))


def _with_seed(network: NetworkData, report: LintResult) -> NetworkData:
    """The network with the seed that its layers' seeds derive from, or with the comment that there is none."""
    from netbuilder.convert.model_files.seeds import one_seed  # with the planner, which no other import needs

    seed = one_seed(report.graph, network.seeds or ())
    if seed is None:
        comment = "every layer of the file has a seed of its own, drawn when it was built; left out here"
        return network._replace(comments=(*network.comments, comment))
    order = ("name", "seed")
    data = {"name": network.data.get("name"), "seed": seed} | network.data
    return network._replace(data={key: data[key] for key in data if key not in order or data[key] is not None})


def _one_line(comment: str) -> str:
    line = " ".join(comment.split())
    return "".join(char if char.isprintable() else "?" for char in line)[:300]


def _not_buildable(finding: Diagnostic) -> Refused:
    layer = finding.layer
    message = finding.message
    if layer is not None:
        label = _("{called}, layer {position}", called=layer.class_name, position=layer.index)
        message = _("{label}: {what}", label=label, what=message)
    return Refused("not-buildable", message, finding.why, finding.fix)
