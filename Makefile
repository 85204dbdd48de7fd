# Targets for users (install, demo, serve) and engineers (test, fix, docs, bench, growth). `make help` lists them.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DEMO   := .home/demo
PIP    := $(BIN)/python -m pip --disable-pip-version-check install -qq --constraint constraints.txt
LOCK   := pyproject.toml constraints.txt

.DEFAULT_GOAL := help
.PHONY: help install demo serve test lint fix docs bench growth lock build clean

help:  ## list the targets
	@grep -E '^[a-z]+: .*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+): .*## (.*)/  make \1|\2/' | column -t -s '|'

install: $(VENV)/.models  ## create .venv and install everything: the program and support for other models

demo: $(VENV)/.core  ## ingest the sample documents and answer three questions, with citations
	@$(BIN)/python .ci/demo.py $(DEMO)

serve: $(VENV)/.core  ## open the web page on http://127.0.0.1:7860
	@$(BIN)/rapporteur serve

test: lint  ## check style, types and import directions, then run the tests
	@$(BIN)/python -m pytest $(PYTEST)

lint: $(VENV)/.dev  ## check style, types and import directions only
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

fix: $(VENV)/.dev  ## put style right where a tool can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

docs: $(VENV)/.core  ## write the reference of the command line and of the settings anew
	@$(BIN)/python .ci/reference.py

bench: $(VENV)/.dev  ## measure against the stock LangChain pipeline; results in bench-results/
	@$(BIN)/python -m eval.bench

growth: $(VENV)/.dev  ## measure a collection of a million passages (an hour, 8 GB); results in bench-results/
	@$(BIN)/python -m eval.bench_growth

lock:  ## resolve the dependencies anew and write constraints.txt
	@.ci/lock $(PYTHON)

build: $(VENV)/.core  ## build the wheel into dist/
	@$(PIP) build
	@$(BIN)/python -m build --wheel --outdir dist

clean:  ## remove the environment, the demo's home and everything that tools left
	rm -rf $(VENV) .home dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache bench-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Each stamp stands for an installed set, so that it is installed once and again when the lock changes.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Rapporteur needs Python 3.11 or later; name one: make PYTHON=python3.12 ...")'
	@echo "Creating $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.core: $(LOCK) | $(BIN)/python
	@echo "Installing Rapporteur into $(VENV) (once; a few minutes) ..."
	@$(PIP) --editable .
	@touch $@

$(VENV)/.models: $(LOCK) | $(VENV)/.core
	@echo "Installing support for sentence-transformers models ..."
	@$(PIP) --editable ".[models]"
	@touch $@

$(VENV)/.dev: $(LOCK) | $(VENV)/.core
	@echo "Installing the tools for tests ..."
	@$(PIP) --editable ".[dev]"
	@touch $@
