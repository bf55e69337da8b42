#!/usr/bin/env bash
# `make bench-portal`: measures the portal's budgets (scripts/bench/portal.py) as a browser uses it, over a development node, against the
# command line of the same build. The table goes to standard output, and after it one line of JSON. Exit code 1 where a goal is missed, 2
# where something could not be measured.
#   SIZE_MIB=1024 MEMORY_SIZE_MIB=10240 RECORDS=10000 RUNS=5   smaller ones try whether it works; their figures mean nothing
#   PARTS=speed,memory,records,actions
#   STORE=kubo        or embedded
#   PROFILE=release   built in a folder of its own, as for `make bench`; debug takes what `make build` has built
#   NODE=PROGRAM      [default: what `make build` has built]
#   DISK=FOLDER       where files, homes and stores are meanwhile [default: where temporary files are]
#   WRITE=1           puts the table into docs/performance.md
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/steps.sh
. scripts/steps.sh

export BENCH_PROFILE="${PROFILE:-release}" PYTHONDONTWRITEBYTECODE=1
export BENCH_NODE="${NODE:-$CARGO_TARGET_DIR/debug/medquorum-node}"
if [ "${STORE:-kubo}" = kubo ] && [ ! -x "$MEDQUORUM_CACHE/bin/ipfs" ]; then
	echo "bench-portal: Kubo is missing: run make setup" >&2
	exit 2
fi
case "$BENCH_PROFILE" in
release)
	export BENCH_CLIENT="$MEDQUORUM_CACHE/bench/bin/medquorum-ring"
	mkdir -p "${BENCH_CLIENT%/*}"
	built="$MEDQUORUM_CACHE/bench/target"
	CARGO_TARGET_DIR="$built" cargo build --locked --release -p medquorum-cli --bin medquorum >&2 || exit 2
	# Under another name first: a program that runs cannot be written to.
	cp "$built/release/medquorum" "$BENCH_CLIENT.new" && mv "$BENCH_CLIENT.new" "$BENCH_CLIENT"
	;;
debug) export BENCH_CLIENT="$CARGO_TARGET_DIR/debug/medquorum" ;;
*)
	echo "bench-portal: PROFILE is release or debug" >&2
	exit 2
	;;
esac
exec python3 scripts/bench/portal.py
