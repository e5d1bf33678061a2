# make demo: set up and build the example projects. make test: set up and run the tests. make check: all that CI holds.
.PHONY: demo test setup check lint bench lock clean

demo: setup
	@.venv/bin/tanwen build --all --final --format docx,html,pdf,xlsx,md

test: setup
	@.venv/bin/python -m pytest -n 2

setup:
	@tools/setup.sh

lint:
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy && .venv/bin/lint-imports

check: setup
	@.ci/run

bench: setup
	@.venv/bin/python benchmarks/run.py

lock:
	@tools/lock.sh

clean:
	@rm -rf .venv output/* .tanwen
