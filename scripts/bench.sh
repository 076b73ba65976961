#!/usr/bin/env bash
# bench.sh: every measurement in bench/, one after the other, so that none disturbs another.
set -euo pipefail
cd "$(dirname "$0")/.."

for measurement in bench/*.py; do
    echo "== $measurement"
    .venv/bin/python "$measurement"
done
