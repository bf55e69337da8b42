#!/usr/bin/env bash
# Measures an import of many small files over a development node with blocks as far apart as those of a parachain, and what of a block
# they take (scripts/bench/archive.py; its table is that of docs/performance.md and goes to standard output).
#   ROWS=3000 BLOCK_MS=6000 SIZE=4096   QUICK=1: 300 rows, blocks every second
#   CLIENT=PROGRAM NODE=PROGRAM  what is measured [default: what `make build` has built]
set -euo pipefail
cd "$(dirname "$0")/.."
export MEDQUORUM_CACHE="${MEDQUORUM_CACHE:-$HOME/.cache/medquorum}"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$MEDQUORUM_CACHE/target}" PYTHONDONTWRITEBYTECODE=1
export NODE="${NODE:-$CARGO_TARGET_DIR/debug/medquorum-node}" CLIENT="${CLIENT:-$CARGO_TARGET_DIR/debug/medquorum}"
for program in "$NODE" "$CLIENT"; do
	[ -x "$program" ] || {
		echo "bench-import: $program is not built: run make build" >&2
		exit 2
	}
done
exec python3 scripts/bench/archive.py
