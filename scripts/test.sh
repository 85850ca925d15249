#!/usr/bin/env bash
# Everything that must hold. Each part prints its counts; the first that fails ends the run.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin

part() { printf '\n== %s\n' "$1"; }

part "lint: Python"
$bin/ruff check raconteur tests bench
$bin/ruff format --check raconteur tests bench
part "lint: who may import whom"
$bin/lint-imports
part "types: Python"
$bin/mypy
part "the API's description is up to date"
scripts/check-api.sh
part "lint and types: page"
(cd frontend && npm run --silent lint && npm run --silent typecheck)
part "page tests"
(cd frontend && npm run --silent test)
part "the bundled model"
$bin/raconteur models fetch
part "build the page"
make --no-print-directory frontend/dist/index.html
CHROMIUM=$(scripts/chromium.sh)
export CHROMIUM
part "browser tests"
$bin/python -m tests.browser
part "Python tests"
$bin/pytest
