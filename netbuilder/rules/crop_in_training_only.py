"""NB111."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic, Related
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.other_shape import stopped_behind
from netbuilder.rules.base import ERROR, WARN, Rule
from netbuilder.vocabulary.base.layer_roles import Preprocessing
from netbuilder.vocabulary.base.shapes import sample


class CropInTrainingOnly(Rule):
    """Images are cropped in training only, and the layers behind take no others

    ## What it does
    Finds a `RandomCrop` that changes the size of the images, with a layer behind it that works for one size only:
    `Dense` behind `Flatten`, a `Reshape`.

    ## Why is this bad
    `RandomCrop` of Keras 3.15 crops in training and lets images of any size through afterwards. `fit` runs, and
    `predict` and `evaluate` stop: 32x32x3 numbers come where the kernel has rows for 24x24x3.

    ## When it is fine
    Images that have the size already, and global pooling behind the convolutions, which takes any size. There the
    rule is silent.

    ## Example
    `input: [32, 32, 3]`, `RandomCrop: {height: 24, width: 24}`, `Flatten`, `Dense`

    ## Use instead
    `CenterCrop` of the same size right behind: it does nothing in training and crops everything else.

    ## References
    - Keras, *RandomCrop layer*
    """

    code = "NB111"
    name = "crop-in-training-only"
    severity = ERROR
    applies_to = Preprocessing
    bad = [
        """\
input: [32, 32, 3]
layers:
  - RandomCrop: {height: 24, width: 24}  # NB111
  - Flatten
  - Dense: {units: 10, activation: softmax}
""",
        """\
input: [null, null, 3]
layers:
  - RandomCrop: {height: 24, width: 24}  # NB111
  - Conv2D: {filters: 8, kernel_size: 3, activation: relu}
  - Flatten
  - Dense: {units: 10, activation: softmax}
""",
        """\
input: [4, 32, 32, 3]
layers:
  - TimeDistributed: {layer: {RandomCrop: {height: 24, width: 24}}}  # NB111
  - Flatten
  - Dense: {units: 10, activation: softmax}
""",
    ]
    good = [
        """\
input: [32, 32, 3]
layers:
  - RandomCrop: {height: 24, width: 24}
  - CenterCrop: {height: 24, width: 24}
  - Flatten
  - Dense: {units: 10, activation: softmax}
""",
        """\
input: [32, 32, 3]
layers:
  - RandomCrop: {height: 24, width: 24}
  - Conv2D: {filters: 8, kernel_size: 3, activation: relu}
  - GlobalAveragePooling2D
  - Dense: {units: 10, activation: softmax}
""",
        """\
input: [24, 24, 3]
layers:
  - RandomCrop: {height: 24, width: 24}
  - Flatten
  - Dense: {units: 10, activation: softmax}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        layer, shape = subject.outer, subject.input
        assert layer is not None
        if shape is None or subject.output is None:
            return
        predicted = layer.predicted_shape(shape)
        if predicted == subject.output:
            return
        stopped = stopped_behind(graph, subject, predicted)
        if stopped is None:
            return
        height, width = (getattr(subject.layer, option, 0) for option in ("height", "width"))
        crop = f"CenterCrop: {{height: {height}, width: {width}}}"
        yield self.at(
            graph,
            subject,
            "",
            _(
                "in predict {subject} lets {predicted} through, and {stopped} stops",
                subject=subject.name,
                predicted=sample(predicted),
                stopped=stopped.name,
            ),
            severity=WARN if None in predicted[1:] else ERROR,
            why=_("it crops to {output} in training only", output=sample(subject.output)),
            fix=_("`- {crop}` behind it", crop=crop)
            if not subject.per_step
            else _("`- TimeDistributed: {{layer: {{{crop}}}}}` behind it", crop=crop),
            related=(Related(graph.address(stopped), _("takes {input} only", input=sample(stopped.input or ()))),),
        )
