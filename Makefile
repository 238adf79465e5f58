# Everything works from a fresh clone with Python 3.11-3.13, make and a package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SECONDS ?= 60
# Compiled modules are kept: the tests start many processes.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-slow check bench fuzz docs clean

# The package alone, then what its developers need; each is installed once and again when its list changes.
$(VENV)/.installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
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

check: $(VENV)/.installed-dev  ## format, lint, types, import order, generated files, our own configs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m netbuilder.rules.page --check
	$(BIN)/python -m netbuilder.api.stubs --check
	$(BIN)/netbuilder check --strict configs/*.yaml

bench: $(VENV)/.installed-dev  ## the numbers of docs/benchmarks.md, as ratios
	$(BIN)/python -m benchmarks.run

fuzz: $(VENV)/.installed-dev  ## make fuzz SECONDS=600
	$(BIN)/python -m benchmarks.fuzz --seconds $(SECONDS)

docs: $(VENV)/.installed-dev  ## write the generated pages again
	$(BIN)/python -m netbuilder.rules.page

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
