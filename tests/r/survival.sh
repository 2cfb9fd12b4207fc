#!/usr/bin/env bash
# Our answers against R's, live: survival.sh PROGRAM SOURCE_DIR
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$1" "$work/large.csv" >"$work/ours"
Rscript "$2/tests/r/survival.R" "$work/ours" "$work/large.csv"
