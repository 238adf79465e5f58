"""What a probe measured, and what it means: records, thresholds, verdict. Knows no Keras; the engine measures."""

from netbuilder.signal.records import LayerSignal as LayerSignal
from netbuilder.signal.records import OneBatch as OneBatch
from netbuilder.signal.records import Probe as Probe
from netbuilder.signal.records import Verdict as Verdict
