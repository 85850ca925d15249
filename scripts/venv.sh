#!/usr/bin/env bash
# Makes the virtual environment, and says what is missing where it cannot.
set -eu
python=$1 venv=$2

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Raconteur needs Python 3.11 or later; $python is $("$python" --version 2>&1)." >&2
    exit 1
}
# Debian and Ubuntu ship venv in a package of its own.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("python3.%d-venv" % sys.version_info.minor)')
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && apt-get install -y -qq --no-install-recommends "$version" >/dev/null
    else
        echo "Python's venv is missing: sudo apt install $version" >&2
        exit 1
    fi
fi
exec "$python" -m venv "$venv"
