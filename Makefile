# Everything that people and machines do here. `make help` lists it.
.DEFAULT_GOAL := help
PYTHON ?= $(shell command -v python3.11 || command -v python3.13 || command -v python3)
BIN := .venv/bin
PORT ?= 8090

.PHONY: help demo test fast bench soak check-live lint other-python clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/ready: constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes -r constraints.txt
	@touch $@

demo: .venv/ready ## the whole bot against a local Telegram: open the address it prints
	$(BIN)/python -m bot demo --port $(PORT)

test: .venv/ready lint ## every check: style, types, contracts, packs, tests
	$(BIN)/python -m pytest -m "not soak" -n 2
	$(MAKE) --no-print-directory other-python

fast: .venv/ready ## the tests that take seconds: no server, nothing slow
	$(BIN)/python -m pytest -m "not soak and not slow and not server" -n 2

lint: .venv/ready ## style, types, import contracts, dependencies, packs, Dockerfile
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/vulture
	$(BIN)/hadolint Dockerfile
	$(BIN)/python -m bot check

other-python: ## the fast tests on Python 3.13 too, where the machine has it
	sh tools/other_python.sh

bench: .venv/ready ## speed, side by side with a baseline in the same run
	$(BIN)/python tools/bench.py

soak: .venv/ready ## the tests that take minutes
	$(BIN)/python -m pytest -m soak

check-live: .venv/ready ## the simulator's conformance checks against Telegram itself (LIVE_BOT_TOKEN)
	LIVE_BOT_TOKEN="$(LIVE_BOT_TOKEN)" LIVE_CHAT_ID="$(LIVE_CHAT_ID)" $(BIN)/python -m pytest tests/simulator/conformance

clean: ## remove what was made here
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
