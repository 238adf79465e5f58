"""What a probe measured, and what it means: records, thresholds, verdict. Knows no Keras; the engine measures."""

from netbuilder.propagation.records import LayerSignal as LayerSignal
from netbuilder.propagation.records import OneBatch as OneBatch
from netbuilder.propagation.records import Probe as Probe
from netbuilder.propagation.records import Verdict as Verdict
