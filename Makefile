# Everything this project does, by name. `make help` lists it.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

venv: $(VENV)/installed ## install what running and testing need, into .venv

$(VENV)/installed: requirements.txt requirements-dev.txt
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed: apt-get install python3.11 python3.11-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "The venv module is needed: apt-get install python3.11-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: venv ## build the ledgers that ship if they are missing, and serve the dashboard on http://127.0.0.1:8501
	$(BIN)/python -m governance prepare
	$(BIN)/python -m governance.ui.serve

test: venv browser lint ## run all checks and tests, the real browser included
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

lint: venv ## ruff, and mypy strict on governance/
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy

browser:
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } \
	  || { echo "The browser tests need Chromium: sudo apt-get install chromium"; exit 1; }

bench: venv ## print the measurements (minutes)
	$(BIN)/python -m bench

clean: ## remove the environment, the caches and the built ledgers
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis data/*.duckdb data/*.wal

.PHONY: help venv run test lint browser bench clean
