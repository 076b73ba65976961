#!/usr/bin/env bash
# Style, then every test; the import rules are one of the tests.
set -euo pipefail
cd "$(dirname "$0")/.."

.venv/bin/python -m ruff check .
.venv/bin/python -m ruff format --check .
.venv/bin/python -m pytest --numprocesses 2 --dist loadfile
