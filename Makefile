# Every target works on a fresh machine with Python 3.11+ and make; nothing has to be installed by hand.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
BENCH  := $(VENV)/.bench

.PHONY: run ask ingest test check format bench bench-all clean help

help:
	@echo "make run          install if needed, ingest the shipped documents, start the bot (or the console chat without a token)"
	@echo 'make ask q="..."  the same set-up, then one answer'
	@echo "make test         the whole test suite"
	@echo "make check        lint, format and types"
	@echo "make bench        quality and speed beside named peers (needs the corpus)"

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name one with: make run PYTHON=python3.12"; exit 1; }
	@echo "Menyiapkan lingkungan Python di $(VENV) (sekali saja, beberapa menit) / setting up Python (once, a few minutes)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --upgrade pip
	@$(BIN)/pip install --progress-bar on -e '.[dev]'
	@touch $(STAMP)

run: $(STAMP)
	@$(BIN)/python ingest.py --if-needed
	@exec $(BIN)/python -m bot

# Handed over in the environment: quotation marks in a question are the question's, not the shell's.
ask: export QUESTION = $(q)
ask: $(STAMP)
	@$(BIN)/python ingest.py --if-needed
	@$(BIN)/python -m knowledge ask "$$QUESTION"

ingest: $(STAMP)
	@$(BIN)/python ingest.py

test: $(STAMP)
	@$(BIN)/python -m pytest

check: $(STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(STAMP)
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

# Quality and speed beside named peers; docs/benchmarks.md says what else there is.
bench: $(BENCH)
	@$(BIN)/python -m benchmarks.quality
	@$(BIN)/python -m benchmarks.peers --fast
	@$(BIN)/python -m benchmarks.speed

bench-all: $(BENCH)
	@$(BIN)/python -m benchmarks.quality --indexes core asked mixed --retrain
	@$(BIN)/python -m benchmarks.peers
	@$(BIN)/python -m benchmarks.peers --documents mixed --fast
	@$(BIN)/python -m benchmarks.speed --mixed --sizes 10000 300000 1000000
	@$(BIN)/python -m benchmarks.ingesting
	@$(BIN)/python -m benchmarks.kill
	@$(BIN)/python -m benchmarks.hostile

$(BENCH): $(STAMP)
	@$(BIN)/pip install --progress-bar on -e '.[peers]'
	@touch $(BENCH)

clean:
	rm -rf $(VENV) data .pytest_cache .mypy_cache .ruff_cache
