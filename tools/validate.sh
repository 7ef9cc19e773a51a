#!/usr/bin/env bash
# Exports our own boards (and other people's, where they are at hand) in every format and lets independent tools judge them.
set -eu
cd "$(dirname "$0")/.."
isobar=${ISOBAR:-target/release/isobar}
trees=target/validate
rm -rf "$trees"
mkdir -p "$trees"
fixtures=../shared/fixtures
[ -d "$fixtures" ] || echo "skipped: $fixtures is not here"
for board in boards/*.storm crates/export/tests/boards/*.board.json "$fixtures"/*.board.json; do
  [ -f "$board" ] || continue
  name=$(basename "$board"); name=${name%%.*}
  "$isobar" export "$board" --format all -o "$trees/$name"
done
# What a person downloaded from the page (the boundaries journey leaves it there).
download=end2end/out/download
if [ -d "$download" ]; then cp -r "$download" "$trees/downloaded-archive"; else echo "skipped: the downloaded archive (run the journeys first)"; fi
exec node end2end/validators/run.mjs "$trees"/*
