#!/usr/bin/env bash
# Browser journeys in headless Chromium against the release binary, each worker on its own port and data folder.
set -u
cd "$(dirname "$0")/../end2end"
report=out/journeys.json
mkdir -p out
PLAYWRIGHT_JSON_OUTPUT_NAME=$report npx playwright test --reporter=list,json "$@"
status=$?
node -e '
  const { stats } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
  const skipped = stats.skipped ? `, ${stats.skipped} skipped` : "";
  console.log(`${stats.expected + stats.flaky} passed, ${stats.unexpected} failed${skipped}`);
' "$report" || echo "0 passed, 1 failed"
exit $status
