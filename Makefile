# Everything sets itself up: a virtual environment from the lock file, browsers and readers from apt.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
TOOLS := .venv/.tools

.PHONY: site serve test check bench lock clean

site: $(READY)  ## build the sample county and say what to open
	$(BIN)/gongshi build

serve: $(READY)  ## look at it while writing
	$(BIN)/gongshi serve

test: $(READY) $(TOOLS)  ## all tests
	$(BIN)/pytest -n auto --dist loadgroup

check: $(READY) $(TOOLS)  ## style, types and all tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist loadgroup

bench: $(READY)  ## one line a figure
	$(BIN)/python -m tests.bench

lock: $(READY)  ## choose the newest versions again
	$(BIN)/uv pip compile pyproject.toml --extra dev --upgrade --no-emit-index-url --no-header --no-annotate -o requirements.lock

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q .venv/lib generator || true
	touch $@

$(TOOLS): .ci/tools
	sh .ci/tools
	touch $@

clean:
	rm -rf .venv .cache site .site.staging .mypy_cache .ruff_cache .pytest_cache
