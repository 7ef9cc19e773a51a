#!/usr/bin/env bash
# Everything CI checks, suite by suite; ends with one line `N passed, N failed`.
# Usage: tools/test.sh [SUITE…]   (all without arguments)
set -u
cd "$(dirname "$0")/.."
out=target/test-logs
mkdir -p "$out"
# What only speeds the second build up doubles what the first one writes.
export CARGO_INCREMENTAL=0
passed=0 failed=0 summary="" failures=""
suites=${*:-format clippy clippy-wasm unit build yjs journeys validators}

# Adds the counts of a suite's own closing lines; a suite without any counts as one check.
count() { # LOG EXIT
  local p f
  p=$(sed -nE -e 's/^test result: [a-zA-Z]+\. ([0-9]+) passed; ([0-9]+) failed.*/\1/p' -e 's/^([a-z]+: )?([0-9]+) passed, ([0-9]+) failed.*/\2/p' "$1" | awk '{n+=$1}END{print n+0}')
  f=$(sed -nE -e 's/^test result: [a-zA-Z]+\. ([0-9]+) passed; ([0-9]+) failed.*/\2/p' -e 's/^([a-z]+: )?([0-9]+) passed, ([0-9]+) failed.*/\3/p' "$1" | awk '{n+=$1}END{print n+0}')
  [ "$p" = 0 ] && [ "$f" = 0 ] && [ "$2" = 0 ] && p=1
  [ "$f" = 0 ] && [ "$2" != 0 ] && f=1
  echo "$p $f"
}

# The names of what failed, as each kind of suite writes them, and where a test panicked.
culprits() { # LOG
  sed -nE -e 's/^test (.*) \.\.\. FAILED$/\1/p' -e "s/^thread '(.*)' .*panicked at (.*)$/  \1 panicked at \2/p" \
    -e 's/^ *(not ok|FAIL|failed |✗|✘) (.*)$/\2/p' -e 's/^(error(\[E[0-9]+\])?: .*)$/\1/p' "$1" | sort -u | head -n 40
}

run() { # SUITE COMMAND…
  local name=$1 start=$SECONDS status counts
  shift
  printf '\n==> %s: %s\n' "$name" "$*"
  "$@" >"$out/$name.log" 2>&1
  status=$?
  counts=$(count "$out/$name.log" "$status")
  passed=$((passed + ${counts% *})) failed=$((failed + ${counts#* }))
  # What was skipped is said, never hidden.
  grep -iE '(^|: |— )skipped' "$out/$name.log" | sort -u | head -20
  if [ "$status" != 0 ]; then
    tail -n 60 "$out/$name.log"
    failures="$failures$(culprits "$out/$name.log" | sed "s/^/$name: /")
"
  fi
  summary="$summary$(printf '%-12s %5s passed %3s failed %5ss' "$name" "${counts% *}" "${counts#* }" "$((SECONDS - start))")
"
  printf '    %s passed, %s failed in %ss (log: %s)\n' "${counts% *}" "${counts#* }" "$((SECONDS - start))" "$out/$name.log" | sed 's/ passed, / passed · /'
}

build() { cargo xtask build --release && cargo build --release -p server; }
clippy_wasm() {
  CARGO_TARGET_DIR=target/front cargo clippy -p app --target wasm32-unknown-unknown --no-default-features --features browser -- -D warnings &&
    CARGO_TARGET_DIR=target/front cargo clippy -p worker --target wasm32-unknown-unknown -- -D warnings
}
unit() { cargo test --workspace --no-fail-fast -- --show-output; }

for suite in $suites; do
  case "$suite" in
  format) run format cargo fmt --all --check ;;
  clippy) run clippy cargo clippy --workspace --all-targets -- -D warnings ;;
  clippy-wasm) run clippy-wasm clippy_wasm ;;
  unit) run unit unit ;;
  build) run build build ;;
  validators) run validators ./tools/validate.sh ;;
  yjs) run yjs node end2end/live/run.mjs ;;
  journeys) run journeys ./tools/journeys.sh ;;
  *) echo "test: no suite $suite" >&2; exit 2 ;;
  esac
done

# Last, so that whoever sees only the end of a long run sees what failed.
[ "$failed" = 0 ] || printf '\n%s' "$failures"
printf '\n%s\n%s passed, %s failed\n' "$summary" "$passed" "$failed"
[ "$failed" = 0 ]
