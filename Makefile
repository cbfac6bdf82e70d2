# Two commands: `make run` and `make test`. Everything else hangs on .venv, which is made from the lock files.
.PHONY: run setup setup-dev test compiled lint programs rehearsal torture bench bare papers lock
PY := .venv/bin/python

# The first Python that is new enough; `make PYTHON=…` chooses another one.
NEW := -c 'import sys; sys.exit(sys.version_info < (3, 11))'
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do $$p $(NEW) 2>/dev/null && echo $$p && break; done)

# Debian's packages of which tests want a program. Root on Debian gets them; elsewhere `make test` ends with a line
# that says what was left out.
APT := chromium libatomic1 libreoffice-writer-nogui nginx-light caddy pgbouncer tesseract-ocr tesseract-ocr-vie

# A .venv that is half made, of another folder or of another Python is made anew.
WHOLE := import importlib.util as u, pathlib as p, sys; here = p.Path(".venv").absolute(); \
  sys.exit(sys.version_info < (3, 11) or not u.find_spec("pip") or str(here) not in (here / "bin/activate").read_text())
$(shell [ ! -e .venv ] || .venv/bin/python -c '$(WHOLE)' 2>/dev/null || rm -rf .venv)

# Shell: whether apt-get may be used, and how; what it says is shown only when it fails.
may_apt = [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null
apt = { log=$$(mktemp); export DEBIAN_FRONTEND=noninteractive; \
  { apt-get update && apt-get install -y --no-install-recommends $(1); } >$$log 2>&1 || { cat $$log; false; }; }

run: setup
	@.venv/bin/ocop-bot run

setup: .venv/.runtime
setup-dev: .venv/.dev

.venv/bin/python:
ifeq ($(PYTHON),)
	@echo "Python 3.11 or newer is needed; this is $$(python3 -V 2>&1). Install one (Ubuntu 22.04: sudo apt-get install python3.11-venv), then run make again."
	@exit 1
endif
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || if $(may_apt); then $(call apt,$(notdir $(PYTHON))-venv); \
	  else echo "Install $(notdir $(PYTHON))-venv first (Debian: sudo apt-get install $(notdir $(PYTHON))-venv), then run make again."; exit 1; fi
	@echo "Setting up .venv: once, a minute or two."
	@$(PYTHON) -m venv .venv

.venv/.runtime: .venv/bin/python requirements.lock pyproject.toml
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(PY) -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@echo "Preparing the demonstration: once, half a minute."
	@OCOP_DEMO=1 $(PY) -m bot.cli prepare-demo >/dev/null 2>&1 || echo "It is prepared when it is opened first."
	@touch $@

.venv/.dev: .venv/bin/python requirements-dev.lock pyproject.toml
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(PY) -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ .venv/.runtime

# Many tests wait more than they work: four workers keep two cores busy.
test: setup-dev programs
	@$(MAKE) --no-print-directory -j2 lint compiled
	@$(PY) -m pytest -n 4 --dist worksteal -q $(ARGS)

# Tests are compiled once, on the core that mypy leaves free: else each worker compiles them all.
compiled: setup-dev
	@PYTHONDONTWRITEBYTECODE= $(PY) -m pytest --collect-only -q >/dev/null 2>&1 || true

lint: setup-dev
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports --no-logo

programs:
	@if $(may_apt) && ! dpkg-query -W $(APT) >/dev/null 2>&1; then \
	  echo "Installing what tests want: $(APT)."; $(call apt,$(APT)) || true; fi

rehearsal: setup-dev
	@$(PY) tests/rehearsal $(ARGS)

torture: setup-dev
	@$(PY) tests/torture $(ARGS)

bench: setup-dev
	@$(PY) tests/bench $(ARGS)

# A bare Debian of its own in which `make run` and `make test` run. Needs root and mmdebstrap.
bare:
	@python3 tests/bare $(ARGS)

# Pages of the official papers in build/papers, to be looked at. Needs LibreOffice.
papers: setup-dev
	@$(PY) tests/papers

# Needs `uv`; writes both lock files with hashes.
lock:
	uv pip compile --generate-hashes --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url pyproject.toml --extra dev -o requirements-dev.lock
	uv pip compile --generate-hashes --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url pyproject.toml --extra build -c requirements-dev.lock -o requirements.lock
