#!/usr/bin/env bash
# Set up .venv with the locked packages and, where this user may, the system programs that documents are drawn with.
# Safe to run again: it does only what is missing. `tools/setup.sh --python-only` leaves the system alone.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

find_python() {
  for name in "${PYTHON:-}" python3.13 python3.12 python3.11 python3; do
    [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 || continue
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      printf '%s' "$name"
      return
    fi
  done
  say "tanwen: Python 3.11 or newer is needed (Debian 12, Ubuntu 24.04: apt-get install python3 python3-venv)"
  exit 2
}

has_cjk_font() { command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh family 2>/dev/null | head -1)" ]; }
has_browser() {
  for name in "${BROWSER_PATH:-}" chromium-headless-shell chromium google-chrome; do
    [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 && return 0
  done
  return 1
}
can_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif sudo -n true 2>/dev/null; then sudo "$@"; else return 1; fi
}

wanted_packages() {
  can_venv "$python" || printf 'python3-venv\n'
  command -v soffice >/dev/null 2>&1 || printf 'libreoffice-writer-nogui\nlibreoffice-calc-nogui\nlibreoffice-math-nogui\n'
  has_browser || printf 'chromium-headless-shell\n'
  has_cjk_font || printf 'fontconfig\nfonts-noto-cjk\n'
  command -v pdftoppm >/dev/null 2>&1 || printf 'poppler-utils\n'
}

install_system() {
  local packages
  packages=$(wanted_packages)
  [ -n "$packages" ] || return 0
  if command -v apt-get >/dev/null 2>&1; then
    say "tanwen: installing with apt-get: $(printf '%s' "$packages" | paste -sd' ')"
    as_root apt-get update -qq || true
    while read -r package; do
      as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" \
        >/dev/null 2>&1 || say "tanwen: could not install $package"
    done <<EOF
$packages
EOF
  fi
  command -v soffice >/dev/null 2>&1 || say "tanwen: without LibreOffice there is no PDF and no page number in the contents"
  has_browser || say "tanwen: without Chromium the two pictures (Sankey, abatement cost) are left out of Word and PDF"
  has_cjk_font || say "tanwen: without a Chinese font, pictures and PDF would show boxes: they are left out"
}

install_python() {
  local stamp
  stamp=".venv/locked-$(cat requirements/dev.lock pyproject.toml | sha256sum | cut -c1-16)"
  [ -f "$stamp" ] && return 0
  if [ ! -x .venv/bin/python ]; then
    if ! can_venv "$python"; then
      say "tanwen: python3-venv is missing (Debian, Ubuntu: apt-get install python3-venv)"
      exit 2
    fi
    "$python" -m venv .venv
  fi
  say "tanwen: installing the locked packages into .venv"
  .venv/bin/python -m pip install -q --disable-pip-version-check -r requirements/dev.lock
  .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
  rm -f .venv/locked-*
  touch "$stamp"
}

python=$(find_python)
[ "${1:-}" = "--python-only" ] || install_system
install_python
