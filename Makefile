# Everything this project does, by name. `make help` lists it. What takes more than a line is in tools/.
BIN := .venv/bin
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--custom-compile-command "make lock"
.DEFAULT_GOAL := help

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-10s %s\n", $$1, $$2 }' Makefile

run: ## install what running needs, build the ledgers that ship, and serve http://127.0.0.1:8501
	@sh tools/environment.sh run
	$(BIN)/python -m governance prepare
	$(BIN)/python -m governance.ui.serve

venv: ## install what running and testing need, into .venv
	@sh tools/environment.sh test

test: venv browser lint ## run all checks and tests, the real browser included
	@sh tools/proxy.sh
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

simulate: venv ## let all go wrong around a ledger, from a seed: make simulate SEED=7 STEPS=5000
	@$(BIN)/python -m tests.simulator $(if $(SEED),--seed $(SEED)) $(if $(STEPS),--steps $(STEPS)) \
		$(if $(PLACE),--place $(PLACE))

lint: venv ## ruff, and mypy strict on all that is Python, the tests too
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy

browser: venv
	@$(BIN)/python -m tests.browser_needs

bench: venv ## measure, and write bench/RESULTS.md (many minutes)
	$(BIN)/python -m bench

audit: venv ## ask whether an advisory is known for what is installed; says so where nobody can be asked
	$(BIN)/python -m tools.audit $(SOURCE)

lock: venv ## choose the versions anew that requirements*.in permit: make lock UPGRADE=--upgrade
	$(LOCK) $(UPGRADE) --output-file requirements-dev.txt requirements-dev.in
	$(LOCK) --constraint requirements-dev.txt --output-file requirements.txt requirements.in

messages: venv ## write the template of the catalogues: every sentence that a user may read
	$(BIN)/python -m tools.messages

pictures: venv browser ## take the pictures of README.md and docs/tour.md
	$(BIN)/python -m tools.pictures

clean: ## remove the environment, the caches, and the built ledgers in which nothing was handed in
	@$(BIN)/python -m tools.built_ledgers 2>/dev/null || echo "The ledgers in data/ stay."
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis

.PHONY: help run venv test simulate lint browser bench audit lock messages pictures clean
