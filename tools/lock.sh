#!/usr/bin/env bash
# Lock the dependencies of pyproject.toml for every Python from 3.11 on: requirements/run.lock and requirements/dev.lock.
# Uses uv: the one that $UV names, the one on the path, or one that is put into .venv for the purpose.
set -euo pipefail
cd "$(dirname "$0")/.."
locker=${UV:-$(command -v uv || true)}
if [ -z "$locker" ]; then
  [ -x .venv/bin/uv ] || .venv/bin/python -m pip install -q --disable-pip-version-check uv
  locker=.venv/bin/uv
fi
compile() { "$locker" pip compile -q --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url --no-emit-find-links "$@"; }
compile pyproject.toml -o requirements/run.lock
printf 'hatchling\neditables\n' | compile pyproject.toml --extra dev - -o requirements/dev.lock
