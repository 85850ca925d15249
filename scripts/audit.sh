#!/usr/bin/env bash
# Known weaknesses in what the locks list, as PyPI and npm tell them today. Needs the network, so it
# is no part of `make test`; run it before a release and once a week (SECURITY.md).
set -uo pipefail
cd "$(dirname "$0")/.."
tool=.cache/audit
if ! cmp -s tests/supply/audit.lock "$tool/of.lock"; then
    rm -rf "$tool"
    "${PYTHON:-python3}" -m venv "$tool" &&
        "$tool/bin/pip" --disable-pip-version-check install -q --require-hashes -r tests/supply/audit.lock &&
        cp tests/supply/audit.lock "$tool/of.lock" || exit 1
fi

failed=0
for lock in requirements.lock requirements-ops.lock requirements-dev.lock; do
    echo "== $lock"
    # Strictly: what could not be asked about is no all-clear.
    "$tool/bin/pip-audit" --strict --require-hashes --disable-pip -r "$lock" || failed=1
done
for folder in frontend bench/lighthouse bench/peers/locked; do
    echo "== $folder/package-lock.json"
    (cd "$folder" && npm audit --package-lock-only) || failed=1
done
exit $failed
