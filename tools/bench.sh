#!/usr/bin/env bash
# Measures what docs/performance.md tells. Run it on a machine that does nothing else.
set -eu
cd "$(dirname "$0")/.."
cargo bench -q -p editor --bench scene
cargo bench -q -p board --bench board
cargo bench -q -p decompose --bench propose -- 1000
cargo bench -q -p server --bench join
if [ -d end2end/node_modules ]; then
  (cd end2end && node bench/wall.mjs 5000)
  if [ -d end2end/live/node_modules ]; then (cd end2end && node bench/live.mjs 5000); fi
else
  echo "The browser's figures need the npm packages: run make setup-test, then make bench again."
fi
if [ -d end2end/live/node_modules ]; then
  node end2end/live/load.mjs
  node end2end/live/kill.mjs
else
  echo "Full rooms and kill -9 need their npm packages: run npm ci in end2end/live, then make bench again."
fi
