#!/usr/bin/env bash
# Install the wheel in a fresh environment outside the clone, make a project with it and build that.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
work=${1:-$(mktemp -d)}
mkdir -p "$work"
"$here/.venv/bin/python" -m pip wheel -q --disable-pip-version-check --no-deps --no-build-isolation -w "$work/dist" "$here"
python=$("$here/.venv/bin/python" -c 'import sys; print(sys._base_executable)')
"$python" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install -q --disable-pip-version-check -r "$here/requirements/run.lock"
"$work/venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps "$work"/dist/tanwen-*.whl
cd "$work"
for type in ghg-inventory-report white-paper draft-standard; do
  rm -rf "projects/$type"
  "$work/venv/bin/tanwen" new "$type" "projects/$type"
  status=0
  "$work/venv/bin/tanwen" build "projects/$type" --format docx,html,xlsx,md || status=$?
  [ "$status" -le 1 ] || exit "$status"   # 1: a draft says what is still missing
  ls output/"$type"/*.draft.docx >/dev/null
done
