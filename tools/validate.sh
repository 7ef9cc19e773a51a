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
for board in boards/*.storm "$fixtures"/*.board.json; do
  [ -f "$board" ] || continue
  name=$(basename "$board"); name=${name%%.*}
  "$isobar" export "$board" --format all -o "$trees/$name"
done
exec node end2end/validators/run.mjs "$trees"/*
