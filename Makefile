# Two commands: `make` sets everything up, answers the first question and draws the page;
# `make test` runs the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PAGE := out/pathway.html

.PHONY: all test test-wheel test-spark check docs site bench bench-records bench-serve clean

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
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[records,mcp]'
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

# the record questions on Spark in local mode, in an environment of its own; needs Java 17 or later
SPARK := .venv-spark
test-spark:
	@java -version >/dev/null 2>&1 || { echo "make test-spark needs Java."; exit 1; }
	@test -x $(SPARK)/bin/python || $(PYTHON) -m venv $(SPARK)
	@$(SPARK)/bin/python -m pip install --quiet --disable-pip-version-check \
	  --constraint constraints.txt --editable '.[dev,spark]'
	KG_TEST_ENGINE=pyspark:// $(SPARK)/bin/python -m pytest -n 0 tests/records/test_ibis.py \
	  -W ignore::DeprecationWarning -W ignore::ResourceWarning \
	  -W ignore::pytest.PytestUnraisableExceptionWarning

check: $(STAMP)
	$(BIN)/kg check --fail-on warning

# reference pages in docs/, and the site
docs: $(STAMP)
	$(BIN)/python -m kg.docs.generate
	$(MAKE) site

# a page for everything the graph holds, with the explorer: to publish as it is
site: $(STAMP)
	$(BIN)/kg site -o build/site

bench: $(VENV)/.developing
	$(BIN)/python benchmarks/run.py

# questions about rows, and their loading, against bare DuckDB
bench-records: $(VENV)/.developing
	$(BIN)/python benchmarks/records.py

# the server under many clients, against the same engine's own server; takes some minutes
bench-serve: $(VENV)/.developing
	$(BIN)/python -m benchmarks.serve

clean:
	rm -rf $(VENV) $(SPARK) out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
