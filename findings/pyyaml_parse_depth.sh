#!/usr/bin/env bash
# The patch release PyYAML 6.0.4 refuses YAML that 6.0.3 parses: its wheels bring libyaml 0.2.6, which gives up at 1,000
# collections within each other, although the text is balanced and YAML knows no such limit. And it is no error after
# 1,000 events: on one line the scanner is so far ahead of the parser that `yaml.parse` yields not even the first
# opening bracket, so a program with a lower limit of its own, counted over events, never gets to say so. One would
# guess that a streaming parser has shown what stands before the place where it fails; nested by indentation it has.
# PyYAML 6.0.3 and 6.0.4, Python 3.11. Seen:
#   PyYAML 6.0.3, libyaml 0.2.5: brackets (1500, None), indentation (1500, None)
#   PyYAML 6.0.4, libyaml 0.2.6: brackets (0, 'exceeded maximum nesting depth'), indentation (999, 'exceeded maximum
#   nesting depth')
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for version in 6.0.3 6.0.4; do
    python3 -m venv "$folder/$version"
    "$folder/$version/bin/pip" install --quiet --disable-pip-version-check "PyYAML==$version"
    "$folder/$version/bin/python" - "$version" <<'PROGRAM'
import sys

import yaml
from yaml._yaml import get_version_string

assert yaml.__version__ == sys.argv[1]
DEPTH = 1500


def opened(text):
    """How many collections are opened before the end or the error, and that."""
    count = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            count += isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent))
    except yaml.YAMLError as error:
        return count, error.problem
    return count, None


flow = opened("[" * DEPTH + "]" * DEPTH)
block = opened("".join(" " * depth + "a:\n" for depth in range(DEPTH)))
print(f"PyYAML {yaml.__version__}, libyaml {get_version_string()}: brackets {flow}, indentation {block}")
if yaml.__version__ == "6.0.3":
    assert flow == block == (DEPTH, None)
else:
    assert flow == (0, "exceeded maximum nesting depth")
    assert block[0] > 900 and block[1] == "exceeded maximum nesting depth"
PROGRAM
done
