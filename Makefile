# Everything works from a fresh clone with Python 3.11-3.13, make and a package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SECONDS ?= 60
COUNT ?= 60
# Compiled modules are kept: the tests start many processes.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test test-slow check fix generate bench fuzz differential mutate matrix cluster site vsix clean
.DEFAULT_GOAL := help

help:  ## these lines
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## */\1\t/' | expand -t 12

# The package with TensorFlow, then what its developers need; each is installed once and again when its list changes.
$(VENV)/.installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[tensorflow]"
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	touch $@

run: $(VENV)/.installed  ## build configs/digits_cnn.yaml and show what came out
	$(BIN)/netbuilder build configs/digits_cnn.yaml

test: $(VENV)/.installed-dev  ## all tests but the slow ones
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow"

test-slow: $(VENV)/.installed-dev  ## the slow ones: proofs, fuzzing, every layer built, editor and pre-commit
	$(BIN)/python -m pytest -n 2 --dist worksteal -m slow

matrix: $(VENV)/.installed-dev  ## Keras 3.5, 3.8 and 3.12 beside the newest: make matrix RELEASES=3.5
	$(BIN)/python -m tests.matrix.run $(RELEASES)

cluster: $(VENV)/.installed-dev  ## two processes of this machine train one model on JAX; plain Keras opens its file
	sh docs/cluster/local.sh build/cluster "$(CURDIR)/$(BIN)/python"

check: $(VENV)/.installed-dev  ## format, lint, types, import order, generated files, our own configs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m netbuilder.rules.page --check || { echo "make generate writes it"; exit 1; }
	$(BIN)/python -m netbuilder.vocabulary.index --check || { echo "make generate writes it"; exit 1; }
	$(BIN)/python -m netbuilder.convert.json_schema --check || { echo "make generate writes it"; exit 1; }
	$(BIN)/python -m netbuilder.api.stubs --check || { echo "make generate writes them"; exit 1; }
	$(BIN)/python -m netbuilder.diagnostics.catalogue --check || { echo "make generate writes them; translate what is new in netbuilder.po"; exit 1; }
	$(BIN)/netbuilder check --strict configs/*.yaml

fix: $(VENV)/.installed-dev  ## format, and mend what the linter can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

generate: $(VENV)/.installed-dev  ## write docs/rules.md, the stubs, the catalogues of sentences and what else is generated
	$(BIN)/python -m netbuilder.vocabulary.index
	$(BIN)/python -m netbuilder.convert.json_schema
	$(BIN)/python -m netbuilder.rules.page
	$(BIN)/python -m netbuilder.api.stubs
	$(BIN)/python -m netbuilder.diagnostics.catalogue

bench: $(VENV)/.installed-dev  ## the numbers of docs/benchmarks.md, as ratios
	$(BIN)/python -m benchmarks.run

fuzz: $(VENV)/.installed-dev  ## make fuzz SECONDS=600
	$(BIN)/python -m benchmarks.fuzz --seconds $(SECONDS)

differential: $(VENV)/.installed-dev  ## networks over the whole vocabulary against Keras: make differential SECONDS=600
	$(BIN)/python -m benchmarks.differential --seconds $(SECONDS)

mutate: $(VENV)/.installed-dev  ## make mutate COUNT=120: how many small faults do the tests notice?
	$(BIN)/python -m benchmarks.mutate --count $(COUNT)

site: $(VENV)/.installed-dev  ## the documentation as a site, in site/
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[site]"
	$(BIN)/python -m mkdocs build --strict

vsix:  ## the extension for VS Code: editors/vscode/netbuilder.vsix (needs npm)
	cd editors/vscode && npm install --no-audit --no-fund --silent && npm test && npm run package

clean:  ## everything that can be made again
	rm -rf $(VENV) .matrix build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
