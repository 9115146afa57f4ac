# make site: everything from a fresh clone to site/. make test: everything that must hold.
PYTHON ?= python3
BIN := .venv/bin
PIP_FLAGS := --quiet --disable-pip-version-check --require-hashes --only-binary :all:
LOCK_FLAGS := --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

.PHONY: site test serve check lint browser gallery screenshots audit bench lock clean

site: .venv/.ready
	@$(BIN)/pufa build

serve: .venv/.ready
	@$(BIN)/pufa serve

# Every format of picture on one page, to look at: make gallery ARTICLES="task-rebate fake-boss"
gallery: .venv/.ready
	@$(BIN)/pufa gallery $(ARTICLES)

check: .venv/.ready
	@$(BIN)/pufa check

# Three at once even on two cores: one of them mostly waits, for a browser or for a build.
test: .venv/.ready-dev lint browser
	$(BIN)/python -bb -m pytest --numprocesses 3 --dist loadscope --no-loadscope-reorder

lint: .venv/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

browser: .venv/.ready-dev
	@$(BIN)/python tests/browser.py

# Every template in light, dark and elder, as wide as a phone and as a desk: build/screenshots/index.html
screenshots: .venv/.ready-dev site browser
	@$(BIN)/python tests/screenshots.py

# What Lighthouse and html-validate say of the built site, and what a first visit weighs. Needs npm.
audit: .venv/.ready-dev site browser
	@npm ci --prefix audit --loglevel=error --no-audit --no-fund
	@CHROME_PATH=$$($(BIN)/python tests/browser.py | sed 's/^browser: //') node audit/audit.mjs

# Ours and the peers, measured: bench/README.md. N is the largest corpus.
N ?= 10000
bench: .venv/.ready-bench browser
	@$(BIN)/python bench/run.py $(N)

# feedgen is published as source only, so it is built here, with tools that are pinned like everything else.
.venv/.ready: requirements-build.lock requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Pufa needs Python 3.11 or newer: make PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install $(PIP_FLAGS) -r requirements-build.lock
	@$(BIN)/pip install $(PIP_FLAGS) --no-build-isolation --no-binary feedgen -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.ready-dev: .venv/.ready requirements-dev.lock
	@$(BIN)/pip install $(PIP_FLAGS) --no-build-isolation --no-binary feedgen -r requirements-dev.lock
	@touch $@

# jieba, whose dictionary the corpus draws on, is published as source only. Without npm the peer for cards is left out.
.venv/.ready-bench: .venv/.ready-dev bench/requirements.lock bench/package-lock.json
	@$(BIN)/pip install $(PIP_FLAGS) --no-build-isolation --no-binary jieba -r bench/requirements.lock
	@! command -v npm >/dev/null || npm ci --prefix bench --silent --no-audit --no-fund
	@touch $@

# After a change of the dependencies in pyproject.toml: the exact versions and hashes that set-up installs.
lock: .venv/.ready-dev
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile $(LOCK_FLAGS) -o requirements-build.lock requirements-build.in
	$(BIN)/pip-compile $(LOCK_FLAGS) -o requirements.lock pyproject.toml
	$(BIN)/pip-compile $(LOCK_FLAGS) --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml
	$(BIN)/pip-compile $(LOCK_FLAGS) -c requirements.lock -o bench/requirements.lock bench/requirements.in

clean:
	rm -rf .venv site .site.pufa .pufa gallery
