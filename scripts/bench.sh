#!/usr/bin/env bash
# bench.sh: every measurement in bench/, one after the other, so that none disturbs another.
set -euo pipefail
cd "$(dirname "$0")/.."

missed=()
for measurement in bench/*.py; do
    printf '\n== %s\n' "$measurement"
    .venv/bin/python "$measurement" || missed+=("$measurement")
done
[ ${#missed[@]} -eq 0 ] || { printf '\nbelow its bar, or not run: %s\n' "${missed[*]}"; exit 1; }
