#!/usr/bin/env bash
# shellcheck disable=SC2317 # functions are called by name, through `step`
# `make bench`: tests the second engine, runs the criterion benchmarks, and compares whole processes (scripts/bench/compare.py, whose table
# is that of docs/performance.md and goes to standard output). Sizes come from the environment: QUICK=1 for a try, SIZE=1G and so on.
#   arguments go to criterion, like a part of a benchmark's name
# What is measured is the release build, in a folder of its own under $MEDQUORUM_CACHE: the shared build stays as it is.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/steps.sh
. scripts/steps.sh
# shellcheck source=scripts/versions.sh
. scripts/versions.sh

# The node is that of the shared build.
export BENCH_NODE="$CARGO_TARGET_DIR/debug/medquorum-node" BENCH_BIN="$MEDQUORUM_CACHE/bench/bin"
export CARGO_TARGET_DIR="$MEDQUORUM_CACHE/bench/target" PYTHONDONTWRITEBYTECODE=1
mkdir -p "$BENCH_BIN" "$MEDQUORUM_CACHE/logs"

for tool in openssl gpg taskset python3; do
	command -v "$tool" >/dev/null || {
		echo "bench: $tool is missing: apt-get install openssl gnupg util-linux python3" >&2
		exit 2
	}
done
[ -x "$BENCH_NODE" ] || {
	echo "bench: the node is not built: run make build" >&2
	exit 2
}

install_rage() {
	! grep -qs "\"rage $RAGE " "$MEDQUORUM_CACHE/tools/.crates2.json" || return 0
	cargo install --locked --root "$MEDQUORUM_CACHE/tools" "rage@$RAGE" >"$MEDQUORUM_CACHE/logs/rage.log" 2>&1 || {
		echo "bench: cannot build rage $RAGE (log: $MEDQUORUM_CACHE/logs/rage.log)" >&2
		return 1
	}
}

# client NAME OPTIONS…: the command line with one engine.
client() {
	local name=$1
	shift
	cargo build --locked --release -p medquorum-cli --bin medquorum "$@" || return 1
	# Under another name first: a program that runs cannot be written to.
	cp "$CARGO_TARGET_DIR/release/medquorum" "$BENCH_BIN/$name.new" && mv "$BENCH_BIN/$name.new" "$BENCH_BIN/$name"
}

# A reader's synchronization from a daemon of this machine; QUICK=1 takes fewer entries.
catalogue_sync() {
	local folder url
	folder="$(mktemp -d)"
	url="$(scripts/kubo.sh start "$folder/kubo")" || {
		rm -rf "$folder"
		return 1
	}
	cargo bench --locked -p medquorum-client --bench sync -- "$url" "$([ -n "${QUICK:-}" ] && echo 100000 || echo 1000000)"
	local code=$?
	kill "$(cat "$folder/kubo/daemon.pid")"
	rm -rf "$folder"
	return "$code"
}

# The criterion benchmarks are for what changed since the last run; the comparison gives the figures.
brief=(--warm-up-time 1 --measurement-time 2)
{
	step rage install_rage
	step client-with-aws-lc client medquorum-aws-lc --features engine-aws-lc
	step client client medquorum-ring
	step engine-aws-lc-tests cargo test --locked --release -p medquorum-envelope --features engine-aws-lc
	step envelope-aws-lc cargo bench --locked -p medquorum-envelope --bench envelope --features engine-aws-lc -- "${brief[@]}" "$@"
	step envelope cargo bench --locked -p medquorum-envelope --bench envelope -- "${brief[@]}" "$@"
	step threshold-decryption cargo bench --locked -p threshold-decryption --bench threshold -- "${brief[@]}" "$@"
	[ -n "${QUICK:-}" ] || export TEN_MILLION=1
	step catalogue cargo bench --locked -p medquorum-catalogue --bench search -- "${brief[@]}" "$@"
	step slices cargo bench --locked -p medquorum-client --bench slices -- "${brief[@]}" "$@"
	step stores cargo bench --locked -p medquorum-client --bench store -- "${brief[@]}" "${@:-embedded}"
	step catalogue-sync catalogue_sync
	# Built here, so that the comparison does not wait for the compiler.
	step transfer cargo bench --locked -p medquorum-client --bench transfer --no-run
} >&2
[ ${#failed[@]} = 0 ] || verdict
step whole-processes python3 scripts/bench/compare.py
NODE="$BENCH_NODE" CLIENT="$BENCH_BIN/medquorum-ring" step archive scripts/bench-import.sh
verdict
