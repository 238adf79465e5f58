"""A comparison as plain data. Documented and stable: keys are added, never renamed or removed."""

from typing import Any

from netbuilder.comparison.records import Change, Comparison, Finding, LayerState


def as_data(comparison: Comparison) -> dict[str, Any]:
    """Both networks' names, whether they are equal, and everything that differs."""
    return {
        "before": comparison.before_name,
        "after": comparison.after_name,
        "equal": comparison.is_equal,
        "layers": [
            {
                "kind": "changed" if pair.is_moved_in_shape else pair.kind,
                "before": _layer(pair.before),
                "after": _layer(pair.after),
                "changes": _changes(pair.changes),
            }
            for pair in comparison.layers
        ],
        "settings": _changes(comparison.settings),
        "totals": _changes(comparison.totals),
        "chosen_by": _changes(comparison.choosers),
        "findings": {"appeared": _findings(comparison.appeared), "gone": _findings(comparison.gone)},
    }


def _layer(layer: LayerState | None) -> dict[str, Any] | None:
    if layer is None:
        return None
    return {
        "index": layer.index,
        "name": layer.name or None,
        "class": layer.class_name,
        "options": layer.options,
        "initializers": layer.initializers,
        "output": None if layer.output is None else list(layer.output[1:]),
        "parameters": layer.parameters,
    }


def _changes(changes: tuple[Change, ...]) -> list[dict[str, Any]]:
    return [{"what": change.what, "before": change.before or None, "after": change.after or None} for change in changes]


def _findings(findings: tuple[Finding, ...]) -> list[dict[str, str]]:
    return [finding._asdict() for finding in findings]
