# Two commands do everything: `make build` makes the demo site, `make test` runs every test.

VENV := .venv
PYTEST_ARGS ?= -n auto
BIN := $(VENV)/bin

.PHONY: build test bench lint lock clean

build: $(VENV)/run.stamp
	$(BIN)/newsgen build

test: $(VENV)/dev.stamp .tools/stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	NEWSGEN_TOOLS="$(CURDIR)/.tools" $(BIN)/pytest $(PYTEST_ARGS)

# Measure newsgen beside the generators that are installed; see docs/explanation/speed.md.
bench: $(VENV)/run.stamp
	$(BIN)/python benchmarks/run.py

$(VENV)/run.stamp: requirements/run.txt pyproject.toml
	.ci/setup-venv $(VENV) requirements/run.txt
	touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	.ci/setup-venv $(VENV) requirements/dev.txt
	touch $@

.tools/stamp: .ci/setup-tools .ci/tools/package-lock.json $(VENV)/run.stamp
	PYTHON="$(BIN)/python" .ci/setup-tools .tools
	touch $@

# Pin every requirement anew, with hashes and without the address of a registry.
lock: $(VENV)/dev.stamp
	$(BIN)/pip install --quiet uv
	for name in run dev; do $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate \
	  requirements/$$name.in -o requirements/$$name.txt; done

clean:
	rm -rf output .newsgen $(VENV) .tools
