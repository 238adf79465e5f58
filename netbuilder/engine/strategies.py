"""Ways to spread training over devices: which work with Keras 3 on TensorFlow, and why the others do not."""

from netbuilder.diagnostics import Diagnostic
from netbuilder.engine.findings import error, runtime_address
from netbuilder.parse.draft import Draft

_REASONS = {
    "multi_worker_mirrored": "Keras 3 builds the model in every worker and then stops in fit",
    "parameter_server": "Keras 3 has no training with parameter servers",
    "tpu": "netbuilder settles CPUs and GPUs only",
    "data_parallel": "keras.distribution does nothing on TensorFlow: all work stays on one device",
    "model_parallel": "keras.distribution does nothing on TensorFlow: all work stays on one device",
    "central_storage": "it gives nothing that `mirrored` does not, and one device needs no strategy",
    "one_device": "`device:` says it already",
}
_ADVICE = {
    "multi_worker_mirrored": "`strategy: mirrored` for the GPUs of one machine",
    "parameter_server": "`strategy: mirrored` for the GPUs of one machine",
    "one_device": "`strategy: none`",
    "tpu": "build without a strategy, and inside your own TPUStrategy in Python",
}


def refused(draft: Draft, strategy: str) -> Diagnostic | None:
    """NB903 for a strategy that cannot be built with; None for those that can."""
    if strategy in ("none", "mirrored"):
        return None
    message = f"`strategy: {strategy}` is not available"
    fix = _ADVICE.get(strategy, "`strategy: mirrored`")
    return error(
        "NB903", message, address=runtime_address(draft, "strategy", strategy), why=_REASONS[strategy], fix=fix
    )
