# What one types here. `make run` and `make test` need only Linux, Python and a network.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.SILENT:
.DEFAULT_GOAL := run

UV := 0.13.9
VENV := .venv
PY := $(VENV)/bin/python
export UV_PROJECT_ENVIRONMENT := $(VENV)
export UV_PYTHON_DOWNLOADS := never
export UV_LINK_MODE := copy

.PHONY: run install dev test check bench migration screens tools

run: install ## Serve on http://127.0.0.1:8080
	exec $(PY) main.py

install: $(VENV)/.installed ## Build .venv from the lock file

$(VENV)/.installed: uv.lock pyproject.toml
	scripts/venv $(VENV) $(UV)
	echo "install: packages of uv.lock"
	$(VENV)/bin/uv sync --quiet --inexact --frozen --no-dev --python $(PY)
	$(PY) -m compileall -q app domain pages components bot main.py || true
	touch $@

dev: $(VENV)/.installed-dev ## The same with the test tools

$(VENV)/.installed-dev: uv.lock pyproject.toml
	scripts/venv $(VENV) $(UV)
	echo "install: packages of uv.lock, test tools too"
	$(VENV)/bin/uv sync --quiet --inexact --frozen --python $(PY)
	touch $(VENV)/.installed $@

tools: ## A browser and a PostgreSQL server for the tests, where they are missing
	scripts/tools

check: dev ## The laws: form, types, arrows
	echo "check: ruff"; $(VENV)/bin/ruff format --check --quiet .; $(VENV)/bin/ruff check --quiet .
	echo "check: mypy"; $(VENV)/bin/mypy
	echo "check: import-linter"; said=$$($(VENV)/bin/lint-imports 2>&1) || { echo "$$said"; exit 1; }

test: dev tools check ## Everything: laws, tests on SQLite and PostgreSQL, a real browser
	scripts/test $(PY)

bench: dev ## The figures of docs/BENCHMARKS.md, measured here
	$(PY) -m benchmarks

migration: dev ## Write the next migration: make migration m="Say what changes"
	test -n "$(m)" || { echo 'make migration m="Say what changes"'; exit 2; }
	$(PY) -m app.migrations.make "$(m)"

screens: dev tools ## Take the pictures of docs/screens anew
	SCREENS=docs/screens $(PY) -m pytest -m browser tests/browser
