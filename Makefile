# Two commands: `make` sets everything up, answers the first question and draws the page;
# `make test` runs the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PAGE := out/pathway.html

.PHONY: all test test-wheel check docs bench clean

all: $(STAMP)
	@$(BIN)/kg build
	@echo
	@$(BIN)/kg ask release-factors
	@echo
	@mkdir -p out
	@$(BIN)/kg draw -o $(PAGE)
	@echo "Open $(CURDIR)/$(PAGE) in a browser. More questions: $(BIN)/kg ask"

$(STAMP): pyproject.toml constraints.txt
	@echo "Setting up $(VENV) (about half a minute) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[records]'
	@touch $@

$(VENV)/.developing: $(STAMP)
	@echo "Adding what the tests need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

test: $(VENV)/.developing
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2
	$(BIN)/kg check --fail-on warning
	$(BIN)/kg test tests/cases

# the same tests, from the built wheel, in an environment and a folder of their own
test-wheel: $(VENV)/.developing
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	$(BIN)/python -m build --quiet --wheel --outdir "$$folder/dist" && \
	$(PYTHON) -m venv "$$folder/venv" && \
	"$$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
	  --constraint constraints.txt "$$(echo $$folder/dist/*.whl)[dev]" && \
	cp -r tests "$$folder/tests" && cd "$$folder" && \
	venv/bin/python -m pytest -c "$(CURDIR)/pyproject.toml" --rootdir . -n 2 tests --pyargs kg

check: $(STAMP)
	$(BIN)/kg check --fail-on warning

# reference pages in docs/, and a page for everything the graph holds
docs: $(STAMP)
	$(BIN)/python -m kg.docs.generate
	$(BIN)/kg site -o build/site

bench: $(VENV)/.developing
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
