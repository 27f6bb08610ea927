# Every target is self-contained: it makes .venv, installs with the constraints, and runs.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export ASTRO_HOME ?= $(CURDIR)/.astro
export DAGSTER_HOME = $(ASTRO_HOME)/dagster

.PHONY: help demo dev test torture check format bench gallery defects mutants clean
help: ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(STAMP): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(VENV)/.installed-dev: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

demo: $(STAMP) ## a whole campaign from examples/drink.yaml, and where to look
	$(BIN)/astro-pipeline run examples/drink.yaml

dev: $(STAMP) ## the webserver, the daemon and the media server on 127.0.0.1
	deploy/dev $(BIN)

test: $(VENV)/.installed-dev check ## everything that must hold
	$(BIN)/python -m pytest -n 2 --dist worksteal --cov --cov-report=term --cov-fail-under=90

torture: $(VENV)/.installed-dev ## paid calls under many processes and many kills, some minutes
	$(BIN)/python -m pytest -m torture

check: $(VENV)/.installed-dev ## format, lint, types, floors
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/basedpyright --pythonpath $(BIN)/python
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev ## write the format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(STAMP) ## measure against the limits: start, film, spend, demo
	$(BIN)/python benchmarks/start.py
	$(BIN)/python benchmarks/film.py
	$(BIN)/python benchmarks/spend.py
	$(BIN)/python benchmarks/demo.py

gallery: $(STAMP) ## every category, style, ratio and language on contact sheets
	$(BIN)/python benchmarks/gallery.py $(ASTRO_HOME)/gallery

defects: $(STAMP) ## defects planted in clean campaigns: what fires, where, with which value
	$(BIN)/python benchmarks/defects/run.py
	$(BIN)/python benchmarks/defects/clean.py --examples

mutants: $(VENV)/.installed-dev ## faults planted in the rules: what no test notices [RULES=claims]
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[mutation]'
	$(BIN)/mutmut run 'astro_pipeline.quality.$(RULES)*'
	$(BIN)/mutmut results

clean: ## forget the environment (the home stays)
	rm -rf $(VENV)
