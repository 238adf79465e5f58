"""Document -> draft: the settings, layers and holes of a file, `--set` options put in before."""

from netbuilder.parse.draft import Draft as Draft
from netbuilder.parse.draft import DraftLayer as DraftLayer
from netbuilder.parse.draft import draft_layers as draft_layers
from netbuilder.parse.draft import of_network as of_network
from netbuilder.parse.draft import walk as walk
from netbuilder.parse.reader import parse as parse
