#!/usr/bin/env bash
# The committed description and the page's client must be what the code says today.
set -euo pipefail
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
.venv/bin/raconteur openapi "$fresh/openapi.json"
cmp "$fresh/openapi.json" docs/openapi.json || { echo "run: make api" >&2; exit 1; }
(cd frontend && node scripts/api.mjs "$fresh/openapi.json" "$fresh/schema.d.ts")
cmp "$fresh/schema.d.ts" frontend/src/api/schema.d.ts || { echo "run: make api" >&2; exit 1; }
echo "docs/openapi.json and frontend/src/api/schema.d.ts are up to date"
