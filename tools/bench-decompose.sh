#!/usr/bin/env bash
# Community detection beside igraph's (C) on one graph, and what proposals take. Run it on a machine that does nothing else.
set -eu
cd "$(dirname "$0")/.."
cargo build -q --release -p server
graph="$PWD/target/planted.edges"
cargo bench -q -p decompose --bench communities -- "$graph"
if [ ! -x target/igraph/bin/python ]; then
  python3 -m venv target/igraph
  target/igraph/bin/pip install -q "igraph==1.0.0"
fi
target/igraph/bin/python tools/leiden_pair.py target/release/isobar "$graph"
cargo bench -q -p decompose --bench propose
