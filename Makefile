# huashu 话术. `make run` starts everything, `make test` tests everything.

export RASA_TELEMETRY_ENABLED = false
export TF_CPP_MIN_LOG_LEVEL = 3
export SQLALCHEMY_SILENCE_UBER_WARNING = 1
export PYTHONWARNINGS = ignore

UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
PYTHON := .venv/bin/python
LEARNED := $(shell find data scripts domain bot/book bot/language config.yml -type f ! -name '*.pyc' \
	! -path 'scripts/rules/*' ! -path 'scripts/customers/*' ! -path 'scripts/desk/*' ! -path 'scripts/ledger/*' \
	! -path 'scripts/forms/*' 2>/dev/null)

.PHONY: run demo train test lint types check clean

run: models/.trained
	$(PYTHON) -m bot run

demo: models/.trained
	$(PYTHON) -m bot demo

train: models/.trained

test: models/.trained lint types
	$(PYTHON) -m pytest -m "not timed" --numprocesses 2 --dist loadfile
	$(PYTHON) -m pytest -m timed

lint: .venv/.installed
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types: .venv/.installed
	$(PYTHON) -m mypy

models/.trained: .venv/.installed $(LEARNED)
	@mkdir -p models var
	@echo "正在训练模型（大约两分半钟）……"
	@$(PYTHON) -m rasa train --skip-validation > var/train.log 2>&1 || { tail -n 20 var/train.log; \
		echo "训练失败，全部输出在 var/train.log。"; exit 1; }
	@touch $@

.venv/.installed: pyproject.toml uv.lock | $(UV)
	$(UV) sync --frozen --compile-bytecode --python 3.11
	@touch $@

.tools/bin/uv:
	python3 -m venv .tools
	.tools/bin/python -m pip install --quiet uv

clean:
	rm -rf .venv .tools models var .rasa .pytest_cache .mypy_cache .ruff_cache
