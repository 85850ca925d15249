#!/usr/bin/env bash
# The page with live reload, and behind it the server with the scripted model, in a home of its own.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
home=${RACONTEUR_DATA_DIR:-.cache/dev}
mkdir -p "$home"

pids=()
end() { kill "${pids[@]}" 2>/dev/null || true; wait; }
trap end EXIT
trap 'exit 0' INT TERM

port=${RACONTEUR_PORT:-5000} model_port=$((${RACONTEUR_PORT:-5000} + 1))
$bin/python -m raconteur.models.scripted --port "$model_port" --pace 30 & pids+=($!)
RACONTEUR_DATA_DIR=$home RACONTEUR_MODEL_URL=http://127.0.0.1:$model_port/v1 \
    RACONTEUR_CORS_ORIGINS=http://localhost:5173,http://localhost:3000 $bin/raconteur serve & pids+=($!)
(cd frontend && exec npx --no-install vite --port 5173) & pids+=($!)
wait -n
