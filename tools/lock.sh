#!/usr/bin/env bash
# Lock the dependencies of pyproject.toml for every Python from 3.11 on: requirements/run.lock and requirements/dev.lock.
set -euo pipefail
cd "$(dirname "$0")/.."
uv() { "${UV:-uv}" "$@"; }
compile() { uv pip compile -q --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url --no-emit-find-links "$@"; }
compile pyproject.toml -o requirements/run.lock
printf 'hatchling\neditables\n' | compile pyproject.toml --extra dev - -o requirements/dev.lock
