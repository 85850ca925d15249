#!/bin/sh
# What the container does by itself: the model in the box is had once, then everything is served.
set -eu
data=${RACONTEUR_DATA_DIR:-/data}
box=/opt/raconteur/box/models

if [ -d "$box" ]; then
    mkdir -p "$data/models"
    cp -np "$box"/*.gguf* "$data/models/"
fi
# What is fetched is large, and /tmp may be memory.
TMPDIR=$data raconteur models fetch ||
    echo "raconteur: going on without the model in the box; the next start tries again" >&2
exec raconteur serve --wait
