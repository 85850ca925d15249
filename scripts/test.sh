#!/usr/bin/env bash
# Everything that must hold. Each part prints its counts; the first that fails ends the run.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
# A home of the tests' own: nobody's stories are near. The weights stay there between runs.
home=$PWD/.cache/test
export RACONTEUR_TEST_WEIGHTS=$home/models/SmolLM2-135M-Instruct.Q4_1.gguf

part() { printf '\n== %s\n' "$1"; }

part "lint: Python"
$bin/ruff check raconteur ops tests bench
$bin/ruff format --check raconteur ops tests bench
part "lint: who may import whom"
$bin/lint-imports
part "lint: the tale-book"
$bin/python -m raconteur.craft.check
part "types: Python"
$bin/mypy
part "the API's description is up to date"
scripts/check-api.sh
part "lint and types: page"
(cd frontend && npm run --silent lint && npm run --silent typecheck)
part "page tests"
(cd frontend && npm run --silent test)
part "the bundled model"
RACONTEUR_DATA_DIR=$home $bin/raconteur models fetch
part "the page's build"
make --no-print-directory frontend/dist/index.html
CHROMIUM=$(scripts/chromium.sh)
export CHROMIUM
part "browser tests"
$bin/python -m tests.browser
part "the servers of many machines"
scripts/servers.sh
part "Python tests"
$bin/pytest
part "Python tests on PostgreSQL"
$bin/pytest --database=postgresql tests/store tests/services tests/engine tests/web
part "chaos, two minutes of it"
$bin/python -m tests.chaos --seconds 90 --kills 15
