# Two commands: `make run` and `make test`. The rest is for those who build Raconteur.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check
PAGE_SOURCES := $(shell find frontend/src frontend/public frontend/index.html frontend/package.json \
	frontend/package-lock.json frontend/vite.config.ts frontend/tsconfig*.json -type f 2>/dev/null)

KILLS ?= 60

export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD = 1
export PUPPETEER_SKIP_DOWNLOAD = 1

.PHONY: run test test-system dns-plan aws-plan cluster chaos dev quality safety bench lint types audit sbom python-tests page-tests browser-tests api lock clean help
.DEFAULT_GOAL := help

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

run: $(VENV)/.runtime frontend/dist/index.html ## install what is missing and serve on 127.0.0.1:5000
	@$(BIN)/raconteur models fetch
	@exec $(BIN)/raconteur serve

test: $(VENV)/.dev frontend/node_modules/.ready ## everything that must hold, from a clean clone
	@scripts/test.sh

test-system: $(VENV)/.dev frontend/dist/index.html ## the last part of `test` alone: hosts, from bare to serving
	@scripts/test.sh hosts

dns-plan: $(VENV)/.dev ## what would change in the domain's records
	@$(BIN)/raconteur-dns plan

aws-plan: $(VENV)/.dev ## what would change at Amazon's (ARGS="--key NAME --from ADDRESS/32" for a new stack)
	@$(BIN)/python -m ops.aws plan $(ARGS)

cluster: $(VENV)/.dev frontend/dist/index.html ## many machines on one: webs, writers and the servers between
	@scripts/servers.sh
	@exec $(BIN)/python -m tests.cluster

chaos: $(VENV)/.dev ## kill everything for ten minutes and count characters (KILLS=1000 for the long one)
	@scripts/servers.sh
	@exec $(BIN)/python -m tests.chaos --kills $(KILLS)

dev: $(VENV)/.dev frontend/node_modules/.ready ## the page with live reload, the scripted model behind it
	@scripts/dev.sh

quality: $(VENV)/.dev ## measure the stories: length, repetition, hero, variety
	@$(BIN)/raconteur models fetch
	@$(BIN)/python -m bench.quality

safety: $(VENV)/.dev ## measure the gates: unfit texts caught, fine ones refused
	@$(BIN)/python -m bench.safety

bench: $(VENV)/.dev frontend/dist/index.html ## measure speed, side by side with the raw engine
	@$(BIN)/raconteur models fetch
	@$(BIN)/python -m bench

lint: $(VENV)/.dev
	$(BIN)/ruff check raconteur ops tests bench
	$(BIN)/ruff format --check raconteur ops tests bench
	$(BIN)/lint-imports

types: $(VENV)/.dev
	$(BIN)/mypy

audit: ## ask whether anything in the locks has a known weakness (needs the network)
	@scripts/audit.sh

sbom: $(VENV)/.dev ## write what Raconteur is put together from, as CycloneDX, to .cache/sbom
	@$(BIN)/python -m tests.supply.sbom .cache/sbom

api: $(VENV)/.dev frontend/node_modules/.ready ## write the API's description and the page's client from it
	$(BIN)/raconteur openapi docs/openapi.json
	cd frontend && npm run api

lock: $(VENV)/.dev ## bring the Python locks up to date with pyproject.toml
	$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
		pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
		--extra ops -c requirements.lock pyproject.toml -o requirements-ops.lock
	$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
		--extra dev -c requirements-ops.lock pyproject.toml -o requirements-dev.lock
	echo pip-audit | $(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
		- -o tests/supply/audit.lock

clean: ## remove what was built (never the stories)
	rm -rf $(VENV) frontend/node_modules frontend/dist .mypy_cache .ruff_cache .pytest_cache

$(BIN)/python:
	@scripts/venv.sh $(PYTHON) $(VENV)

$(VENV)/.runtime: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing Raconteur's Python packages ..."
	@$(PIP) install -q --progress-bar on --require-hashes -r requirements.lock
	@$(PIP) install -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	@echo "Installing what the tests need ..."
	@$(PIP) install -q --progress-bar on --require-hashes -r requirements-dev.lock
	@touch $@

frontend/node_modules/.ready: frontend/package-lock.json
	@echo "Installing the page's packages ..."
	@cd frontend && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

frontend/dist/index.html: frontend/node_modules/.ready $(VENV)/.runtime $(PAGE_SOURCES)
	@echo "Building the page ..."
	@cd frontend && npm run --silent build
	@$(BIN)/python -m whitenoise.compress --quiet frontend/dist
	@touch $@
