# `make build` makes the demo site, `make check` looks at a change quickly, `make test` before it is
# pushed, and `make test-all` runs everything.

VENV := .venv
BIN := $(VENV)/bin
# One process more than there are processors, as tests wait for others half of the time.
PROCESSES := $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
PYTEST_ARGS ?= -n $(PROCESSES) --dist worksteal
PROSE := README.md ARCHITECTURE.md CONTRIBUTING.md SECURITY.md docs src/newsgen/explanations
# Tests start newsgen often: what it compiles to is kept, even where Python is told to keep nothing.
PYTEST := PYTHONDONTWRITEBYTECODE= NEWSGEN_TOOLS="$(CURDIR)/.tools" $(BIN)/pytest $(PYTEST_ARGS) --durations=15

.PHONY: build check test test-all soak corpus lint bench budget audit lock clean

# Build the demo site into output/.
build: $(VENV)/run.stamp
	$(BIN)/newsgen build

# Look at a change before it is committed: linters, types, layers and unit tests.
check: lint
	$(PYTEST) tests/unit tests/test_contracts.py tests/test_mirror.py

# Test every promise. Of what is costly and has many like it, a part is drawn by the commit's name; the
# report says which, and NEWSGEN_ROTATION draws by another name. Random tests draw fixed examples.
test: lint .tools/stamp
	NEWSGEN_ROTATION="$${NEWSGEN_ROTATION:-commit}" $(PYTEST)

# Run every test.
test-all: lint .tools/stamp
	NEWSGEN_ROTATION=all $(PYTEST)

# Run the random tests at length, with fresh examples.
soak: $(VENV)/dev.stamp .tools/stamp
	NEWSGEN_DRAW=soak $(PYTEST) -m hypothesis

# Run linters, the type checker for each system at once, and the contracts of imports.
lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	printf '%s\n' linux 'win32 src' 'darwin src' | xargs -P 3 -L 1 \
	  sh -c '$(BIN)/mypy --cache-dir .mypy_cache/$$0 --platform "$$0" "$$@"'
	$(BIN)/lint-imports
	$(BIN)/proselint check --config docs/contributing/proselint.json $(PROSE)

# Run the tests of archives on a folder of real ones: `make corpus CORPUS=DIR`.
corpus: $(VENV)/dev.stamp .tools/stamp
	NEWSGEN_CORPUS="$(abspath $(CORPUS))" $(PYTEST)

# Measure newsgen beside the generators that are installed; see docs/explanation/speed.md.
bench: $(VENV)/run.stamp
	$(BIN)/python benchmarks/run.py

# Compare the instructions of builds with benchmarks/budget.toml; see benchmarks/budget.py.
budget: $(VENV)/run.stamp
	$(BIN)/python benchmarks/budget.py

# List all that newsgen needs as a CycloneDX SBOM, sbom.json, and look for known flaws in it.
audit: .venv-audit/stamp
	.venv-audit/bin/cyclonedx-py requirements requirements/run.txt --output-file sbom.json
	.venv-audit/bin/pip-audit --strict --require-hashes --disable-pip -r requirements/run.txt

# Pin the newest version of every requirement, with hashes and without the address of a registry.
lock: $(VENV)/dev.stamp
	$(BIN)/pip install --quiet uv
	for name in run dev audit; do $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate \
	  requirements/$$name.in -o requirements/$$name.txt; done
	for name in "" -deploy; do $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate -c requirements/dev.txt requirements/site$$name.in \
	  -o src/newsgen/scaffold/ci/requirements$$name.txt; done
	for name in oldest known; do $(BIN)/uv pip compile --quiet --universal --no-deps \
	  --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  requirements/$$name.in -o requirements/$$name.txt; done

# Delete everything that was built or installed.
clean:
	rm -rf output .newsgen $(VENV) .venv-audit .tools sbom.json

$(VENV)/run.stamp: requirements/run.txt pyproject.toml
	.ci/setup-venv $(VENV) requirements/run.txt
	touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	.ci/setup-venv $(VENV) requirements/dev.txt
	touch $@

.tools/stamp: .ci/setup-tools .ci/tools/package-lock.json requirements/oldest.txt requirements/known.txt \
  $(VENV)/run.stamp
	PYTHON="$(BIN)/python" .ci/setup-tools .tools
	touch $@

.venv-audit/stamp: requirements/audit.txt $(VENV)/run.stamp
	$(BIN)/python -m venv .venv-audit
	.venv-audit/bin/pip install --quiet --require-hashes -r $<
	touch $@
