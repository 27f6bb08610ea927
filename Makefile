# Every target is self-contained: it makes .venv, installs with the constraints, and runs.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export ASTRO_HOME ?= $(CURDIR)/.astro
export DAGSTER_HOME = $(ASTRO_HOME)/dagster
# What is never imported need not be compiled: half a minute of an installation.
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -c constraints.txt
# Tests write and sync as production does; where memory has room for it, no disk is waited for.
MEMORY = $(shell df -k /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 4000000 {print "/dev/shm"}')

.PHONY: help demo dev test suite diffusion torture check lint types format bench gallery defects mutants clean
help: ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(STAMP): pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) -e .
	touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) -e '.[dev]'
	touch $(STAMP) $@

$(VENV)/.installed-local: $(VENV)/.installed-dev
	$(INSTALL) -e '.[local]'
	touch $@

demo: $(STAMP) ## a whole campaign from examples/drink.yaml, and where to look
	$(BIN)/astro-pipeline run examples/drink.yaml

dev: $(STAMP) ## the webserver, the daemon and the media server on 127.0.0.1
	deploy/dev $(BIN)

test: lint ## everything that must hold
	$(MAKE) --no-print-directory --jobs 2 suite types

suite: export TMPDIR := $(or $(MEMORY),$(TMPDIR),/tmp)
suite: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n 2 --dist worksteal --cov --cov-report=term --cov-fail-under=90

diffusion: $(VENV)/.installed-local ## pictures by a diffusion model on this machine
	$(BIN)/python -m pytest -m diffusion $$(grep -rl --include='*.py' mark.diffusion astro_pipeline_tests)

torture: $(VENV)/.installed-dev ## paid calls under many processes and many kills, some minutes
	$(BIN)/python -m pytest -m torture

check: lint types ## format, lint, types, floors

lint: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.installed-dev
	$(BIN)/basedpyright --pythonpath $(BIN)/python
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev ## write the format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(STAMP) ## measure against the limits: start, film, spend, checks, demo
	$(BIN)/python benchmarks/start.py
	$(BIN)/python benchmarks/film.py
	$(BIN)/python benchmarks/spend.py
	$(BIN)/python benchmarks/scan.py
	$(BIN)/python benchmarks/demo.py

gallery: $(STAMP) ## every category, style, ratio and language on contact sheets
	$(BIN)/python benchmarks/gallery.py $(ASTRO_HOME)/gallery

defects: $(STAMP) ## defects planted in clean campaigns: what fires, where, with which value
	$(BIN)/python benchmarks/defects/run.py
	$(BIN)/python benchmarks/defects/clean.py --examples

mutants: $(VENV)/.installed-dev ## faults planted in the rules: what no test notices [RULES=claims]
	$(INSTALL) -e '.[mutation]'
	$(BIN)/mutmut run 'astro_pipeline.quality.$(RULES)*'
	$(BIN)/mutmut results

clean: ## forget the environment (the home stays)
	rm -rf $(VENV)
