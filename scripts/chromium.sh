#!/usr/bin/env bash
# Prints the path of a Chromium for the browser tests, installing Debian's where that is allowed.
set -eu
find_it() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

if [ -n "${CHROMIUM:-}" ]; then echo "$CHROMIUM"; exit; fi
find_it && exit
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium for the browser tests ..." >&2
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >/dev/null
    find_it && exit
fi
echo "The browser tests need Chromium: sudo apt install chromium" >&2
exit 1
