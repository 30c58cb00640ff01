# Main targets: `make run` serves the archive, `make test` runs all tests, `make check` runs the linters and mypy.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
COVERAGE := --cov --cov-report=term
PIP := $(RUN) -m pip install --quiet --no-deps --require-hashes --disable-pip-version-check
LOCKS := requirements.txt requirements-dev.txt requirements-docs.txt requirements-audit.txt

.PHONY: run test check docs audit lock floors screenshots bench-quality bench-speed opensearch opensearch-stop clean

run: $(VENV)/installed
	@exec $(RUN) manage.py serve

test: $(VENV)/installed-dev
	$(RUN) manage.py build_lexicon
	@mkdir -p var/coverage
	$(RUN) -m pytest -n auto --dist loadgroup --no-loadscope-reorder $(COVERAGE)

check: $(VENV)/installed-dev
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy newsarchive pages search articles arabic docs

# docs/ as a site in var/docs; any warning fails.
docs: $(VENV)/installed-docs
	$(RUN) docs/site/build.py

# Whether a package that is installed has a known security hole. It asks osv.dev, and ends with status 2 where it cannot.
audit: $(VENV)/installed-audit
	@mkdir -p var
	@$(RUN) -m pip_audit --strict --vulnerability-service osv --disable-pip --require-hashes --progress-spinner off \
	    $(LOCKS:%=-r %) >var/audit.txt 2>var/audit.log && tail -n 1 var/audit.log || { \
	    cat var/audit.txt; [ -s var/audit.txt ] && exit 1; tail -n 1 var/audit.log; \
	    echo "Nothing was audited: osv.dev did not answer for every package. var/audit.log says why."; exit 2; }

# The hashes of the versions that the requirements name, for every platform. It needs uv.
lock:
	@mkdir -p var
	@for file in $(LOCKS); do \
	    grep '^#' $$file >var/lock && sed -n 's/ *\\$$//; /^[^# ].*==/p' $$file \
	    | uv pip compile --quiet --no-deps --universal --python-version 3.11 --generate-hashes --no-annotate --no-header - \
	    >>var/lock && mv var/lock $$file || exit 1; \
	done

# The picture of the packages in docs/architecture.md, from the imports.
floors: $(VENV)/installed-dev
	$(RUN) docs/floors.py

# The pictures of the guides, taken of the sample archive in Debian's Chromium.
screenshots: $(VENV)/installed-dev
	$(RUN) docs/screenshots.py

bench-quality: $(VENV)/installed-dev
	$(RUN) manage.py build_lexicon
	$(RUN) -m benchmarks.quality $(if $(TREEBANK),--treebank "$(TREEBANK)") $(if $(ARCHIVE),--archive "$(ARCHIVE)")

bench-speed: $(VENV)/installed-dev
	$(RUN) manage.py build_lexicon
	$(RUN) -m benchmarks.speed $(if $(ARCHIVE),--archive "$(ARCHIVE)") $(if $(SCALE),--scale $(SCALE)) \
	    $(if $(WORK),--work "$(WORK)") $(if $(STAGES),--stages "$(STAGES)") $(if $(QUESTIONS),--questions $(QUESTIONS)) \
	    $(if $(PAGE),--page "$(PAGE)") $(if $(filter 1,$(KEEP)),--keep)

# A cluster of three nodes on 127.0.0.1, for tests and trials.
opensearch:
	@$(PYTHON) deploy/opensearch/cluster.py start var/opensearch

opensearch-stop:
	@$(PYTHON) deploy/opensearch/cluster.py stop var/opensearch

# The stamp file is written only after everything is installed, so an interrupted install is continued.
$(VENV)/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "The archive needs Python 3.11 or newer: make run PYTHON=python3.12")'
	@$(RUN) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@echo "Installing what requirements.txt lists …"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.txt
	@$(PIP) -r requirements-dev.txt
	@touch $@

$(VENV)/installed-docs: $(VENV)/installed-dev requirements-docs.txt
	@$(PIP) -r requirements-docs.txt
	@touch $@

$(VENV)/installed-audit: $(VENV)/installed-docs requirements-audit.txt
	@$(PIP) -r requirements-audit.txt
	@touch $@

# What was installed, for a new start; var/ holds the archive and stays.
clean:
	rm -rf $(VENV)
