#!/usr/bin/env bash
# measure.sh FOLDER…: every measurement in these folders, one after the other, so that none disturbs another.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/root.sh

missed=()
for measurement in $(grep -rls --include='*.py' '__main__' "$@" | sort); do
    module=${measurement%.py}
    printf '\n== %s\n' "$measurement"
    .venv/bin/python -m "${module//\//.}" || missed+=("$measurement")
done
[ ${#missed[@]} -eq 0 ] || stop "" "低于标准或没有测成 below its bar, or not measured: ${missed[*]}"
