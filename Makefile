# Two commands: `make run` and `make test`. Everything else hangs on .venv, which is made from the lock files.
.PHONY: run setup setup-dev test lint browser rehearsal torture bench papers lock
PY := .venv/bin/python

run: setup
	@.venv/bin/ocop-bot run

setup: .venv/.runtime
setup-dev: .venv/.dev

.venv/bin/python:
	@python3 -m venv .venv 2>/dev/null || { rm -rf .venv; \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null && python3 -m venv .venv; \
	  else echo "Install python3-venv first (Debian: sudo apt-get install python3-venv)."; exit 1; fi; }

.venv/.runtime: .venv/bin/python requirements.lock pyproject.toml
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(PY) -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/bin/python requirements-dev.lock pyproject.toml
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(PY) -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ .venv/.runtime

# Many tests wait more than they work: four workers keep two cores busy.
test: setup-dev browser lint
	@$(PY) -m pytest -n 4 --dist worksteal -q $(ARGS)

lint: setup-dev
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports --no-logo

# Browser tests use Debian's Chromium. With root on Debian it is installed; elsewhere the tests say how.
browser:
	@command -v chromium >/dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && apt-get install -y -qq chromium >/dev/null; \
	  else echo "Chromium is missing, so the browser tests are left out. Debian: sudo apt-get install chromium"; fi; }

rehearsal: setup-dev
	@$(PY) tests/rehearsal $(ARGS)

torture: setup-dev
	@$(PY) tests/torture $(ARGS)

bench: setup-dev
	@$(PY) tests/bench $(ARGS)

# Pages of the official papers in build/papers, to be looked at. Needs LibreOffice.
papers: setup-dev
	@$(PY) tests/papers

# Needs `uv`; writes both lock files with hashes.
lock:
	uv pip compile --generate-hashes --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url pyproject.toml --extra dev -o requirements-dev.lock
	uv pip compile --generate-hashes --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url pyproject.toml --extra build -c requirements-dev.lock -o requirements.lock
