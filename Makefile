# The verbs of this project. Each works from a fresh clone that has a Rust toolchain, CPython 3.11+ and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
endif

# A CI machine keeps what cargo built from one run to the next, outside the clone.
ifdef CI
export CARGO_TARGET_DIR ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/dateline/target
endif
TARGET := $(or $(CARGO_TARGET_DIR),target)

RUST := $(shell find src data models crates/dateline-py -type f 2>/dev/null) Cargo.toml Cargo.lock rust-toolchain.toml
CORE := $(VENV)/built

.DEFAULT_GOAL := help
.PHONY: help demo test test-core lint eval bench peers notebooks docs fuzz wheel first-hour build clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/'

demo: $(CORE) ## build, run the whole road over the sample corpus, leave out/demo/report.html
	$(BIN)/python -m dateline.demo out/demo

test: $(CORE) $(VENV)/dev ## every test, Rust and Python, and a count
	$(BIN)/python scripts/test.py

test-core: ## the Rust core alone
	cargo test --locked -p dateline

lint: $(CORE) $(VENV)/dev ## formatting, lints, types, stubs, licences
	cargo fmt --all --check
	cargo clippy --locked -p dateline -p dateline-train --all-targets -- -D warnings
	cargo clippy --locked --release -p dateline-py -- -D warnings
	$(BIN)/ruff check python tests/python scripts docs
	$(BIN)/ruff format --check python tests/python scripts docs
	$(BIN)/mypy
	$(BIN)/python -m mypy.stubtest dateline._core
	$(BIN)/python scripts/licences.py

eval: $(CORE) $(VENV)/dev ## accuracy on gold that lies outside this folder (DATELINE_EVAL)
	$(BIN)/python -m eval

bench: $(CORE) ## speed and memory of every stage, on the sample corpus repeated to 50 MB
	$(BIN)/python -m benches.stages

peers: $(CORE) ## speed beside the tools researchers use today, in an environment of its own
	test -x .venv-peers/bin/python || $(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check -r benches/peers/requirements.txt
	PYTHONPATH=python .venv-peers/bin/python -m benches.peers

notebooks: $(CORE) $(VENV)/dev ## execute the notebooks, unattended, and keep their outputs
	$(BIN)/python scripts/notebooks.py

docs: $(CORE) $(VENV)/dev ## the documentation site, into out/docs
	$(PIP) $$($(PYTHON) scripts/requirements.py docs)
	$(BIN)/python scripts/docs.py

fuzz: ## random input against the core, for two minutes
	PROPTEST_CASES=20000 cargo test --locked --release -p dateline --lib --test rust

wheel: $(VENV)/tools ## wheel and source distribution, into dist/
	$(BIN)/maturin build --release --locked --out dist
	$(BIN)/maturin sdist --out dist

first-hour: wheel ## a new user's first hour: empty environment, the wheel with its notebook extra, the seven notebooks
	$(BIN)/python scripts/first_hour.py $$(ls -t dist/*.whl | head -1)

build: $(CORE) ## only build

clean: ## remove what was built
	rm -rf $(VENV) target dist out python/dateline/_core*.so python/dateline/_core*.pyd

# The environment: tools as pinned in pyproject.toml. The package itself is not installed but linked, so that an edit
# of a Python file needs no build.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

$(VENV)/tools: pyproject.toml scripts/requirements.py
	$(PYTHON) scripts/requirements.py --check-python
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) $$($(PYTHON) scripts/requirements.py build)
	touch $@

$(VENV)/dev: $(VENV)/tools
	$(PIP) $$($(PYTHON) scripts/requirements.py dev)
	touch $@

$(CORE): $(VENV)/tools $(RUST)
	$(BIN)/maturin develop --release --locked --quiet --group build
	touch $@
