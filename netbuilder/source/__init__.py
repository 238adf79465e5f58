"""Read YAML 1.2 text into plain data, and remember where each value stands."""

from netbuilder.source.comments import Ignore as Ignore
from netbuilder.source.document import Document as Document
from netbuilder.source.node import Node as Node
from netbuilder.source.reading import read as read
from netbuilder.source.reading import read_bytes as read_bytes
