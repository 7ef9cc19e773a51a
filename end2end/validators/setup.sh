#!/usr/bin/env bash
# Installs the validators: npm packages here, Python packages in target/validators/venv. Does nothing the second time.
# Needs node 20, python3 with venv, java 11 or newer, xmllint.
set -eu
cd "$(dirname "$0")"
venv=../../target/validators/venv

if ! cmp -s package-lock.json node_modules/.installed-lock.json; then
  echo "==> Installing npm packages in end2end/validators"
  # no package here needs its install script
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
  cp package-lock.json node_modules/.installed-lock.json
fi

if ! cmp -s requirements.txt "$venv/.installed.txt"; then
  echo "==> Installing Python packages in target/validators/venv"
  mkdir -p "$(dirname "$venv")"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check -r requirements.txt
  cp requirements.txt "$venv/.installed.txt"
fi
