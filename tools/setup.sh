#!/usr/bin/env bash
# Installs what is missing, says each step, and does nothing the second time.
# Usage: tools/setup.sh build|test
set -eu
cd "$(dirname "$0")/.."
need=${1:-build}

say() { printf '==> %s\n' "$*"; }
die() { printf 'setup: %s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

has cargo || die "Rust is missing. Install it from https://rustup.rs and run this again."
has cc || die "a C compiler is missing. Debian: apt install build-essential · macOS: xcode-select --install"
has git || die "git is missing. Debian: apt install git · macOS: xcode-select --install"

# A disk that fills up half-way fails in ways nobody understands.
room=$((4 * 1024 * 1024)) # KiB
[ "$need" = test ] && room=$((10 * 1024 * 1024))
free=$(df -Pk . | awk 'NR == 2 {print $4}')
if ! [ -d target ] && [ "$free" -lt "$room" ]; then
  die "building needs about $((room / 1024 / 1024)) GB of disk, $((free / 1024 / 1024)) GB are free here."
fi

target=wasm32-unknown-unknown
if ! [ -d "$(rustc --print sysroot)/lib/rustlib/$target" ]; then
  has rustup || die "the Rust target $target is missing and there is no rustup to add it: install it with your Rust's package manager."
  say "Adding the Rust target $target"
  rustup target add "$target"
fi

# The browser modules are built with the standard library from its sources: smaller. Without them they are built as they are.
if has rustup && ! [ -d "$(rustc --print sysroot)/lib/rustlib/src/rust/library" ]; then
  say "Adding the sources of Rust's standard library"
  rustup component add rust-src
fi

[ "$need" = test ] || exit 0

has node && has npm || die "Node 20 or newer is missing. Debian: see https://nodejs.org · macOS: brew install node"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || die "Node 20 or newer is needed; this is $(node --version)."

# System packages: browser, Java (openapi-generator), PostgreSQL (store tests), xmllint, Python's venv.
missing_apt="" missing_brew=""
want() { # want PRESENT? APT BREW
  if ! eval "$1" >/dev/null 2>&1; then missing_apt="$missing_apt $2"; missing_brew="$missing_brew $3"; fi
}
chromium_found() {
  [ -n "${CHROMIUM:-}" ] || has chromium || has chromium-browser || has google-chrome ||
    [ -x "/Applications/Chromium.app/Contents/MacOS/Chromium" ] || [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ]
}
postgres_found() { has initdb || ls /usr/lib/postgresql/*/bin/initdb; }
want chromium_found chromium "--cask chromium"
want "java -version" default-jre-headless openjdk
want postgres_found postgresql postgresql
want "has xmllint" libxml2-utils libxml2
want "has qpdf" qpdf qpdf
want "has pdffonts" poppler-utils poppler
want "has nats-server" nats-server nats-server
want "has faketime" faketime libfaketime
want "python3 -m venv --help && python3 -c 'import ensurepip'" "python3-venv" python3
if [ -n "$missing_apt" ]; then
  if has apt-get && [ "$(id -u)" = 0 ]; then
    say "Installing system packages:$missing_apt"
    # shellcheck disable=SC2086
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing_apt; } >target-setup.log 2>&1 ||
      { tail -20 target-setup.log >&2; die "apt-get failed; the log is target-setup.log"; }
    rm -f target-setup.log
  elif has apt-get; then
    die "system packages are missing. Run: sudo apt-get install -y --no-install-recommends$missing_apt"
  else
    die "system packages are missing. Run: brew install$missing_brew"
  fi
fi

# npm packages, again only when a lock file has changed.
for dir in end2end end2end/*/; do
  dir=${dir%/}
  [ -f "$dir/package-lock.json" ] || continue
  if ! cmp -s "$dir/package-lock.json" "$dir/node_modules/.installed-lock.json"; then
    say "Installing npm packages in $dir"
    (cd "$dir" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    cp "$dir/package-lock.json" "$dir/node_modules/.installed-lock.json"
  fi
done
if [ -x end2end/validators/setup.sh ]; then end2end/validators/setup.sh; fi
