#!/usr/bin/env bash
# Everything that must hold, or its last part alone: scripts/test.sh hosts
# What concerns the page and what concerns Python run beside each other; each part prints its words
# and counts when it has ended. The first that fails ends the run.
set -euo pipefail
# Begun in the background, a shell is deaf to SIGINT, and so is all that it starts: nothing would end
# its servers then. Here everything hears again.
if [ -z "${CAN_HEAR:-}" ]; then
    CAN_HEAR=yes exec env --default-signal=INT,QUIT "$0" "$@"
fi
unset CAN_HEAR
cd "$(dirname "$0")/.."
bin=.venv/bin
# A home of the tests' own: nobody's stories are near. The weights stay there between runs.
home=$PWD/.cache/test
export RACONTEUR_TEST_WEIGHTS=$home/models/SmolLM2-135M-Instruct.Q4_1.gguf
# A hundred servers are started; each would translate all of Raconteur anew.
unset PYTHONDONTWRITEBYTECODE
# Most tests wait rather than compute. A file's tests stay together: they share servers.
beside="-n 3 --dist loadfile --no-loadscope-reorder"

words=$(mktemp -d)
lanes=()

# part NAME COMMAND...: the command's words are kept, and printed as a whole.
part() {
    local name=$1 kept began=$SECONDS status=0
    shift
    kept=$(mktemp "$words/XXXXXX")
    "$@" >"$kept" 2>&1 </dev/null || status=$?
    [ ! -e "$words/over" ] || exit 1
    { flock 9; printf '\n== %s (%d s)\n' "$name" $((SECONDS - began)); cat "$kept"; } 9>"$words/lock"
    [ $status = 0 ] || { echo "$name" >>"$words/failed"; exit 1; }
}

# Every lane by the number of its process group; in order, so that servers of tests are ended too.
end() {
    local lane patience=300
    : >"$words/over"
    for lane in "${lanes[@]}"; do kill -INT -- "-$lane" 2>/dev/null || true; done
    for lane in "${lanes[@]}"; do
        while kill -0 -- "-$lane" 2>/dev/null && [ $((patience--)) -gt 0 ]; do sleep 0.1; done
        kill -KILL -- "-$lane" 2>/dev/null || true
    done
    [ ! -e "$words/failed" ] || printf '\nFailed: %s\n' "$(head -n 1 "$words/failed")" >&2
    rm -rf "$words"
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

in_frontend() (cd frontend && "$@")
lint() { $bin/ruff check raconteur ops tests bench && $bin/ruff format --check raconteur ops tests bench; }

page() {
    part "lint: page" in_frontend npm run --silent lint
    part "types: page" in_frontend npm run --silent typecheck
    part "page tests" in_frontend npm run --silent test
    part "browser tests" $bin/python -m tests.browser
    part "chaos, two minutes of it" $bin/python -m tests.chaos --seconds 90 --kills 15
}

python() {
    part "lint: Python" lint
    part "lint: who may import whom" $bin/lint-imports
    part "lint: the tale-book" $bin/python -m raconteur.craft.check
    part "types: Python" $bin/mypy
    part "the API's description is up to date" scripts/check-api.sh
    part "Python tests" $bin/pytest $beside --ignore=tests/system/ops
    part "Python tests on PostgreSQL" \
        $bin/pytest $beside --database=postgresql tests/store tests/services tests/engine tests/web
}

scripts/servers.sh hosts
RACONTEUR_DATA_DIR=$home $bin/raconteur models fetch
make --no-print-directory frontend/dist/index.html
CHROMIUM=$(scripts/chromium.sh)
export CHROMIUM

if [ "${1:-all}" = all ]; then
    set -m # a process group for each
    page & lanes+=($!)
    python & lanes+=($!)
    set +m
    for _ in "${lanes[@]}"; do wait -n; done
fi
# By themselves: whole machines are started.
part "system tests: hosts" $bin/pytest $beside tests/system/ops
printf '\nAll of it holds (%d s).\n' "$SECONDS"
