# The commands of this project; `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help setup run test check unit unit-sqlite unit-postgresql coverage browser bench bench-figures translations vendor lock clean

PORT ?= 8000
# Tests at a time; some of them wait, so one more than there are cores keeps two cores busy.
JOBS ?= 3

bin := .venv/bin
pytest := $(bin)/python -m pytest
at_once := -n $(JOBS) --dist worksteal
# One step after the other, all of them, and at the end the names of those that failed.
each = failed=""; for step in $(1); do \
    $(MAKE) --no-print-directory -s $$step || failed="$$failed $$step"; \
  done; \
  if [ -n "$$failed" ]; then echo "$(2): FAILED:$$failed"; exit 1; fi; \
  echo "$(2): all green"

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile

setup: .venv/.ready-test ## make .venv with all that running and testing need

run: .venv/.ready-run ## serve the demonstration city on http://127.0.0.1:8000 (or PORT=...)
	@PTMB_DEMO=1 PORT=$(PORT) $(bin)/ptmb serve --demo

test: .venv/.ready-test ## everything: check, unit tests on both databases, browser tests
	@$(call each,check unit-sqlite unit-postgresql browser,make test)

checks := check-ruff check-format check-types check-imports check-templates check-layout check-unused
.PHONY: $(checks)
check: .venv/.ready-test ## lint, format, types, import contracts, templates, dead code
	@$(call each,$(checks),make check)

check-ruff:
	$(bin)/ruff check
check-format:
	$(bin)/ruff format --check
check-types:
	$(bin)/mypy
check-imports:
	$(bin)/lint-imports --no-logo
check-templates:
	$(bin)/djlint --quiet --lint ptmb/templates
check-layout:
	$(bin)/djlint --check ptmb/templates
check-unused:
	$(bin)/vulture

unit: .venv/.ready-test ## every test without a browser, on SQLite and on PostgreSQL
	@$(call each,unit-sqlite unit-postgresql,make unit)

unit-sqlite: .venv/.ready-test
	$(pytest) -q $(at_once) --ignore=tests/browser

coverage: .venv/.ready-test ## which lines the tests without a browser reach
	$(pytest) -q $(at_once) --ignore=tests/browser --cov --cov-report=term

# What never meets a database is not run again (see tests/order.py), nor what is about words.
unit-postgresql: .venv/.ready-test
	PTMB_TEST_ENGINE=postgresql $(pytest) -q $(at_once) --ignore=tests/browser \
	  --ignore=tests/domain --ignore=tests/house --ignore=tests/geometry --ignore=tests/adapters \
	  --ignore=tests/web/test_english.py

browser: .venv/.ready-test ## the browser tests
	tools/setup_browser.sh
	$(pytest) -q $(at_once) tests/browser

bench: .venv/.ready-test ## measure against the floor; the table and bench/results/*.json
	$(bin)/python -m bench $(ARGS)

bench-figures: .venv/.ready-test ## the figures at 10,000, 100,000 and 1,000,000 complaints, both databases
	$(bin)/python -m bench.figures $(ARGS)

translations: .venv/.ready-test ## collect the texts for the English catalogue and compile it
	$(bin)/python tools/translations.py

vendor: .venv/.ready-test ## fetch and purge the files under ptmb/static/vendor again
	$(bin)/python tools/vendor.py

compile := --universal --python-version 3.11 --all-extras --generate-hashes --no-emit-index-url --no-header
lock: .venv/.ready-run ## choose the newest allowed versions and write the lock files
	uv=$$(command -v uv || echo .tools/bin/uv) && \
	$$uv pip compile -q --upgrade $(compile) pyproject.toml -o requirements.lock && \
	$$uv pip compile -q --upgrade $(compile) --group dev -c requirements.lock \
	  pyproject.toml -o requirements-dev.lock

clean: ## remove what make made, but never instance/ (the data)
	rm -rf .venv .tools .cache .coverage .hypothesis .import_linter_cache .mypy_cache \
	  .pytest_cache .ruff_cache htmlcov test-results

.venv/.ready-run: requirements.lock pyproject.toml tools/setup.sh
	@tools/setup.sh run
	@touch $@

.venv/.ready-test: requirements.lock requirements-dev.lock pyproject.toml tools/setup.sh
	@tools/setup.sh test
	@touch .venv/.ready-run $@
