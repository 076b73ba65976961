# Two commands are enough: `make run` serves Xinyuan on this machine, `make test` checks everything.

PORT ?= 8000
DATA ?= instance
XINYUAN_BASE_URL ?= http://127.0.0.1:$(PORT)
PYTHON ?= python3
export XINYUAN_BASE_URL PYTHON

.PHONY: run test setup test-setup bench faults load screenshots

run: setup
	@XINYUAN_DATA="$(DATA)" .venv/bin/python scripts/run.py "$(PORT)"

test: test-setup
	@scripts/test.sh

setup:
	@scripts/environment.sh requirements.txt

test-setup:
	@scripts/environment.sh requirements-test.txt
	@scripts/packages.sh

bench: test-setup
	@scripts/measure.sh bench

faults: test-setup
	@scripts/measure.sh trials/faults trials/attacks trials/fuzz

load: test-setup
	@scripts/measure.sh trials/load

screenshots: test-setup
	@.venv/bin/python scripts/screenshots.py
