# Every target is self-contained: it makes .venv, installs with the constraints, and runs.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export ASTRO_HOME ?= $(CURDIR)/.astro
export DAGSTER_HOME = $(ASTRO_HOME)/dagster

.PHONY: help demo dev test check format bench gallery clean
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
	$(BIN)/python -m pytest --cov --cov-report=term --cov-fail-under=90

check: $(VENV)/.installed-dev ## format, lint, types, floors
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/basedpyright --pythonpath $(BIN)/python
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev ## write the format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(STAMP) ## measure against the limits: start, film, demo
	$(BIN)/python benchmarks/start.py
	$(BIN)/python benchmarks/film.py
	$(BIN)/python benchmarks/demo.py

gallery: $(STAMP) ## every category, style, ratio and language on contact sheets
	$(BIN)/python benchmarks/gallery.py $(ASTRO_HOME)/gallery

clean: ## forget the environment (the home stays)
	rm -rf $(VENV)
