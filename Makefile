# Every target sets up what it needs; `make` alone lists them.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
HTML := _build/html/index.html
PORT ?= 8000
# JupyterLab would ask about news, and look for them on another host.
NEWS := "@jupyterlab/apputils-extension:announcements"
NBVAL := $(BIN)/python -m pytest --dist loadscope -n 2 \
	--nbval --nbval-sanitize-with tests/nbval_sanitize.cfg

# Small matrices are slower on two BLAS threads than on one.
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
export MKL_NUM_THREADS := 1
export PYTHONHASHSEED := 0

.DEFAULT_GOAL := help
.PHONY: help book read pdf epub site lab reproducible test test-old-cpu test-frameworks \
	notebooks explorables record lint check lighthouse bench mutate snapshots clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

$(VENV)/.done: requirements.txt constraints.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --requirement requirements.txt
	touch $@

# An old build leaves its marks in a new one, so the old one goes first.
book: $(VENV)/.done ## build the book into _build/html; a warning is an error
	rm -rf _build/html _build/.doctrees
	$(BIN)/jupyter-book build . -W -n --keep-going
	@echo "The first page is $(CURDIR)/$(HTML)"

$(HTML):
	$(MAKE) book

read: $(VENV)/.done $(HTML) ## serve the built book on this machine only
	$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory _build/html

pdf: $(VENV)/.done $(HTML) ## print the built book (needs chromium): _build/pdf
	$(BIN)/python scripts/build_pdf.py _build/html _build/pdf/rnn-book.pdf

epub: $(VENV)/.done $(HTML) ## the built book for an e-book reader: _build/epub
	$(BIN)/python scripts/build_epub.py _build/html _build/epub/rnn-book.epub

site: book pdf epub ## what is published: the book, with its PDF and EPUB beside it
	$(BIN)/python scripts/add_downloads.py _build/html \
	  _build/pdf/rnn-book.pdf _build/epub/rnn-book.epub

# Figures of an untrusted notebook stay hidden until it runs.
lab: $(VENV)/.done ## open the notebooks in JupyterLab, on this machine only
	$(BIN)/jupyter labextension disable --level sys_prefix $(NEWS)
	$(BIN)/jupyter trust book/*/*.ipynb
	$(BIN)/jupyter lab --ip 127.0.0.1 --ServerApp.root_dir book

reproducible: $(VENV)/.done $(HTML) ## build once more elsewhere: the bytes are the same
	$(BIN)/python scripts/reproducible.py _build/html

test: $(VENV)/.done ## unit tests, and every notebook run again and compared
	$(NBVAL) book tests

# The last bits of a matrix product differ between processors; no output may.
test-old-cpu: $(VENV)/.done ## the notebooks again, as an older processor runs them
	OPENBLAS_CORETYPE=Nehalem \
	NPY_DISABLE_CPU_FEATURES="$$($(BIN)/python scripts/newer_cpu_features.py)" \
	$(NBVAL) book

notebooks: $(VENV)/.done ## run the notebooks and store their outputs (NB=path: one)
	$(BIN)/python scripts/execute_notebooks.py $(NB)

# Read the difference before you commit it.
snapshots: $(VENV)/.done ## record anew what figures and exercises draw: tests/recorded
	rm -f tests/recorded/figures/*.json tests/recorded/exercises/*.json
	RECORD=1 $(BIN)/python -m pytest -q tests/test_exercises.py tests/test_plotting_*.py

mutate: $(VENV)/.done ## change the package's arithmetic: does a test notice? (MODULES=...: some)
	$(BIN)/python scripts/mutate.py --verify 50 $(MODULES)

lint: $(VENV)/.done ## check the style of the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

node_modules/.done: package.json package-lock.json
	npm ci --no-audit --no-fund
	touch $@

check: node_modules/.done $(HTML) ## open every page in a browser (needs node, chromium)
	node scripts/check_site.mjs _build/html $(SHOTS)
	node scripts/check_offline.mjs _build/html
	$(BIN)/python scripts/explorable_settings.py > _build/explorable_settings.json
	node scripts/check_explorables.mjs _build/html _build/explorable_settings.json

explorables: $(VENV)/.done ## run what the moving figures show, and store it
	$(BIN)/python scripts/build_explorables.py

.venv-frameworks/.done: tests/frameworks/requirements.txt tests/frameworks/requirements-weights.txt pyproject.toml
	$(PYTHON) -m venv .venv-frameworks
	.venv-frameworks/bin/pip install --quiet --requirement $< --editable .
	.venv-frameworks/bin/pip install --quiet --no-deps --requirement $(word 2,$^)
	touch $@

test-frameworks: .venv-frameworks/.done ## compare with PyTorch, in float64
	.venv-frameworks/bin/python -m pytest tests/frameworks

bench: .venv-frameworks/.done ## speed beside PyTorch, and what each trick gains
	.venv-frameworks/bin/python benchmarks/tricks.py
	.venv-frameworks/bin/python benchmarks/bench.py

.venv-record/.done: tests/frameworks/requirements-record.txt pyproject.toml
	$(PYTHON) -m venv .venv-record
	.venv-record/bin/pip install --quiet --requirement $< --editable .
	touch $@

record: .venv-record/.done ## store what PyTorch, Keras and ONNX answer: tests/recorded
	.venv-record/bin/python scripts/record_frameworks.py

benchmarks/pages/node_modules/.done: benchmarks/pages/package.json benchmarks/pages/package-lock.json
	cd benchmarks/pages && npm ci --no-audit --no-fund
	touch $@

lighthouse: benchmarks/pages/node_modules/.done $(HTML) ## score the pages (PAGES="index.html ...": some)
	node benchmarks/pages/lighthouse.mjs _build/html $(PAGES)

clean: ## remove what was built
	rm -rf _build .pytest_cache .ruff_cache
