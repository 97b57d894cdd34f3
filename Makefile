# Everything that people and machines do here. `make help` lists it.
.DEFAULT_GOAL := help
PYTHON ?= $(shell command -v python3.11 || command -v python3.13 || command -v python3)
BIN := .venv/bin
PORT ?= 8090

# Compiled modules are kept, also where the shell says otherwise: else each process compiles all it imports, 15 s.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo demo-aloud test fast quick bench soak check-live lint lock phrases pictures other-python clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# What runs, and what tests and builds beside it, from locks that `make lock` writes.
.venv/run: constraints-run.txt constraints-build.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints-build.txt
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes -r constraints-run.txt
	$(BIN)/python -m bot compile
	@touch $@

.venv/ready: .venv/run constraints.txt
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes -r constraints.txt
	@if git rev-parse --git-dir >/dev/null 2>&1; then git config core.hooksPath tools/hooks; fi
	@touch $@

# What a first start would read for seconds, packs and phrase lists, once more after a change of them.
.venv/compiled: .venv/run $(shell find bot content quizzes locales -type f ! -name '*.pyc')
	$(BIN)/python -m bot compile
	@touch $@

demo: .venv/compiled ## the whole bot against a local Telegram: open the address it prints
	$(BIN)/python -m bot demo --port $(PORT)

demo-aloud: .venv/compiled ## the demo, cards read aloud by a machine (needs espeak-ng and opus-tools)
	test -d data/aloud || $(BIN)/python -m bot voice synth content --to data/aloud
	PACKS=data/aloud:quizzes $(BIN)/python -m bot demo --port $(PORT)

test: .venv/ready ## every check: style, types, contracts, packs, tests on both Pythons
	$(BIN)/python tools/prove.py

fast: .venv/ready ## the tests that take seconds: no server, nothing slow
	$(BIN)/python -m pytest -m "not soak and not slow and not server" -n 2 --dist worksteal

quick: .venv/ready ## the tests that what differs from main can touch
	$(BIN)/python tools/quick.py

lint: .venv/ready ## style, types, import contracts, dependencies, packs, Dockerfile, commit subjects
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/vulture
	$(BIN)/hadolint Dockerfile
	sh tools/check_commits.sh
	$(BIN)/python -m bot check

other-python: .venv/ready ## what can differ by version on the other Python, where the machine has it
	sh tools/other_python.sh

bench: .venv/ready .venv/compiled ## speed, side by side with a baseline in the same run
	$(BIN)/python tools/bench.py

soak: .venv/ready ## the tests that take minutes
	$(BIN)/python -m pytest -m soak

check-live: .venv/ready ## the simulator's conformance checks against Telegram itself (LIVE_BOT_TOKEN)
	LIVE_BOT_TOKEN="$(LIVE_BOT_TOKEN)" LIVE_CHAT_ID="$(LIVE_CHAT_ID)" $(BIN)/python -m pytest tests/simulator/conformance

LOCK := $(BIN)/uv pip compile --quiet --universal --no-header --no-annotate --generate-hashes --no-emit-index-url

lock: .venv/ready ## write the locks anew from pyproject.toml; `make lock UPGRADE=--upgrade` takes newer releases
	$(LOCK) $(UPGRADE) pyproject.toml --extra dev -o constraints.txt
	$(LOCK) pyproject.toml --extra scaled --extra proxy -c constraints.txt -o constraints-run.txt
	printf 'uv\nhatchling\n' | $(LOCK) $(UPGRADE) - -o constraints-build.txt

phrases: .venv/ready ## bring the catalogues in locales/ up to date with what the code says
	$(BIN)/python tools/phrases.py

pictures: .venv/ready ## render each SVG that is newer than the PNG beside it
	$(BIN)/python tools/render_pictures.py

clean: ## remove what was made here
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
