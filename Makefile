# One word per act, the same for a person and for CI. `make` alone lists them.

PYTHON ?= python3
BIN := .venv/bin
UV := UV_NO_CONFIG=1 UV_SYSTEM_CERTS=1 UV_PYTHON_DOWNLOADS=never $(BIN)/uv
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate
# Made last, so a set-up that was cut off is done again.
READY := .venv/ready

.PHONY: help setup demo test check fix soak bench national calibrate requirements lock clean

help:  ## lists the words
	@sed -nE 's/^([a-z]+):.*## (.*)$$/make \1	\2/p' $(MAKEFILE_LIST) | expand -t 20

setup: $(READY)  ## makes .venv with everything in it; does nothing when it is up to date

$(READY): pyproject.toml requirements/uv.lock requirements/all.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo 'Trygghjulet behöver Python 3.11 eller senare, men "$(PYTHON)" är något annat eller saknas.'; \
		echo 'Ange en annan så här: make $(MAKECMDGOALS) PYTHON=python3.11'; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo 'Pythons venv saknas. I Debian och Ubuntu: apt-get install python3-venv'; exit 1; }
	@test -x $(BIN)/python && $(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.lock
	$(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements/all.lock
	$(UV) pip install --quiet --python $(BIN)/python --offline --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup  ## fills a made-up municipality and serves it
	$(BIN)/trygghjulet demo
	$(BIN)/trygghjulet serve

# Two rounds. The first, on PostgreSQL, is what touches the database, without a browser; the second is the whole
# suite and has the last word.
test: setup  ## runs the whole suite, on PostgreSQL and on SQLite with the browser
	@tools/system_parts.sh
	@failed=0; \
	TRYGGHJULET_DATABASE=postgresql $(BIN)/pytest -q -n auto --dist worksteal --only-database -m 'not browser and not soak' || \
		{ failed=1; echo 'Omgången på PostgreSQL föll, se ovan. Nu hela sviten på SQLite.'; }; \
	TRYGGHJULET_DATABASE=sqlite $(BIN)/pytest -q -n auto --dist worksteal || failed=1; \
	exit $$failed

check: setup  ## looks at style, types, import rules and templates; changes nothing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint --quiet --check trygghjulet
	$(BIN)/djlint --quiet --lint trygghjulet

fix: setup  ## puts right what a machine can put right, and redraws the rooms
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djlint --quiet --reformat trygghjulet || true
	$(BIN)/python -m tools.draw_rooms

soak: setup  ## runs the long tests: fuzzing, killing, load
	@tools/system_parts.sh
	$(BIN)/pytest -m soak

bench: .venv-bench/ready  ## measures the analyses beside their peers on ../shared/data, in a .venv of its own
	.venv-bench/bin/python -m benchmarks.contest ../shared/data

.venv-bench/ready: requirements/bench.lock requirements/uv.lock $(READY)
	$(PYTHON) -m venv --clear .venv-bench
	$(UV) pip install --quiet --compile-bytecode --python .venv-bench/bin/python --require-hashes -r requirements/bench.lock
	$(UV) pip install --quiet --python .venv-bench/bin/python --offline --no-deps --no-build-isolation --editable .
	@touch $@

national: .venv-national/ready  ## tries the store's questions on Spark too, in a .venv of its own; needs Java 17
	TRYGGHJULET_DATABASE=sqlite TRYGGHJULET_ENGINE=spark .venv-national/bin/pytest -q trygghjulet/observations

.venv-national/ready: requirements/national.lock requirements/uv.lock $(READY)
	$(PYTHON) -m venv --clear .venv-national
	$(UV) pip install --quiet --compile-bytecode --python .venv-national/bin/python --require-hashes -r requirements/national.lock
	$(UV) pip install --quiet --python .venv-national/bin/python --offline --no-deps --no-build-isolation --editable .
	@touch $@

calibrate: setup  ## simulates whether the analyses keep what they promise: coverage, false finds, power
	$(BIN)/python -m benchmarks.calibration

requirements: setup  ## prints every requirement and the tests that prove it
	@$(BIN)/python -m tools.requirements

lock: setup  ## writes the lock files anew from pyproject.toml; UPGRADE=1 takes newer versions
	$(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml --output-file requirements/run.lock
	$(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml --extra dev --output-file requirements/all.lock
	$(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml --extra dev --extra bench --output-file requirements/bench.lock
	$(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml --extra dev --extra national --output-file requirements/national.lock
	$(COMPILE) $(if $(UPGRADE),--upgrade) requirements/uv.in --output-file requirements/uv.lock

clean:  ## takes away what can be made again: .venv and caches, never var/
	rm -rf .venv .venv-bench .venv-national *.egg-info .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find trygghjulet tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
