# The habits of the house; `make help` lists them. README says how to do the same by hand on Windows.
SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help graph test check bench fuzz stress lock clean fonts browser axe rivals screenshots

# Python 3.11 where there is one, else the newest way of saying "3.11 or later" that runs.
RUNS := -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13 python; do $$p $(RUNS) && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
INSTALLED := $(VENV)/.installed

# apt, where this user may install: as root, or by a sudo that asks for nothing. Empty elsewhere.
APT := $(shell command -v apt-get >/dev/null || exit 0; \
  quiet="env DEBIAN_FRONTEND=noninteractive apt-get -qq"; \
  if [ "$$(id -u)" = 0 ]; then echo "$$quiet"; elif sudo -n true 2>/dev/null; then echo "sudo -n $$quiet"; fi)
# $(call need,TEST,PACKAGE,WHY): where TEST fails, install the Debian package, or name it and give the last word to TEST.
need = { $(1); } >/dev/null 2>&1 || { echo "installing $(2) ($(3))" >&2; test -n "$(APT)" \
  && $(APT) update && $(APT) install -y --no-install-recommends $(2) >/dev/null; } \
  || { echo "Missing: $(2), for $(3). Install it (on Debian: apt-get install $(2)) and run make again." >&2; false; }

HAS_CJK := fc-list :lang=zh | grep -q . || ls /usr/share/fonts/opentype/noto/NotoSansCJK*
HAS_BROWSER := command -v "$${ZEREN_CHROMIUM:-chromium}"

help:  ## list these
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 12

graph: $(INSTALLED) fonts  ## build the graph of sources/ into out/ (sets up .venv first)
	@$(BIN)/python build_graph.py

test: $(INSTALLED) browser axe  ## run every test
	@$(BIN)/python -m pytest -q -n auto --dist loadfile

check: $(INSTALLED)  ## ruff, mypy --strict, layers, docs
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy graph tests build_graph.py
	@$(BIN)/python -m pytest -q tests/test_layers.py tests/test_docs.py

bench: $(INSTALLED) rivals  ## measure speed; figures, never verdicts
	@for f in $(wildcard bench/bench_*.py); do echo "== $$f"; $(BIN)/python "$$f" || exit 1; done

fuzz: $(INSTALLED)  ## read COUNT mutated files (200,000); only InputError may leave
	@$(BIN)/python tests/fuzzing.py --count $(or $(COUNT),200000) --seed $(or $(SEED),0)

stress: $(INSTALLED)  ## read files that unpack to a gibibyte, and others made to do harm
	@$(BIN)/python tests/stress.py

screenshots: graph browser  ## every view of the explorer as a picture, three of them for the README
	@PYTHONPATH=graph:tests $(BIN)/python tests/screenshots.py

lock: $(INSTALLED)  ## renew requirements.lock from setup.cfg, for all systems
	@$(BIN)/python -m pip install -q uv
	$(BIN)/python -m uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --upgrade -q \
	  --no-emit-index-url --custom-compile-command "make lock" --extra test --extra check setup.cfg -o requirements.lock

clean:  ## remove all that was made, .venv aside
	rm -rf out build dist *.egg-info graph/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis fuzz-failures
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

$(INSTALLED): requirements.lock setup.cfg pyproject.toml
	@test -n "$(PYTHON)" || { echo "Missing: Python 3.11 or newer, under the name python3.11 or python3." >&2; false; }
	@$(call need,$(PYTHON) -c 'import ensurepip',$(notdir $(PYTHON))-venv,the virtual environment in $(VENV))
	@echo "setting up $(VENV)" >&2
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

fonts:
	@test "$$(uname -s)" != Linux || $(call need,$(HAS_CJK),fonts-noto-cjk,Chinese letters in charts) || true

# The browser is Debian's, the driver is playwright's own; on a bare system one library of the driver is missing.
browser: $(INSTALLED) fonts
	@$(call need,$(HAS_BROWSER),chromium,the tests of the pages) || test -z "$$CI"
	@$(call need,$(BIN)/python -m playwright --version,libatomic1,the driver of the browser) || test -z "$$CI"

# axe-core (MPL-2.0) is for the tests alone: nothing of it goes into a page or a package.
AXE := $(VENV)/npm/node_modules/axe-core/axe.min.js
axe: $(INSTALLED)
	@test -f $(AXE) || { $(call need,command -v npm,npm,axe-core and the tests of the pages) \
	  && npm install --silent --no-audit --no-fund --prefix $(VENV)/npm axe-core@4.14.1 >/dev/null; } || test -z "$$CI"

# cytoscape.js (MIT) is measured beside the explorer, and for nothing else; without npm the bench says that it left it out.
CYTOSCAPE := $(VENV)/npm/node_modules/cytoscape/dist/cytoscape.min.js
rivals: $(INSTALLED)
	@test -f $(CYTOSCAPE) || ! command -v npm >/dev/null \
	  || npm install --silent --no-audit --no-fund --prefix $(VENV)/npm cytoscape@3.34.4 >/dev/null || true
