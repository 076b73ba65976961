#!/usr/bin/env bash
# bench.sh: every measurement in bench/, one after the other, so that none disturbs another.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/root.sh

missed=()
for measurement in $(grep -l '__main__' bench/*.py); do
    printf '\n== %s\n' "$measurement"
    .venv/bin/python -m "bench.$(basename "$measurement" .py)" || missed+=("$measurement")
done
[ ${#missed[@]} -eq 0 ] || stop "" "低于标准或没有测成 below its bar, or not measured: ${missed[*]}"
