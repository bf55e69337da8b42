#!/usr/bin/env bash
# `make figures`: the sizes, memory peaks and weights of README, each from the test or file that has it, as rows of its table. The
# tests fail when a figure is not what is promised. Speeds are not here: `make bench`. Nor are build times: `time bash .ci/run`.
#   WRITE=1   puts the table of fees into docs/performance.md too
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/steps.sh
. scripts/steps.sh

told="$(mktemp)"
trap 'rm -f "$told"' EXIT

# test_of NAME TEST: runs one test of the test program NAME and keeps what it prints. The whole workspace, as everywhere: with -p
# cargo may choose other features for shared crates.
test_of() {
	cargo test --locked --workspace "$@" -- --nocapture >>"$told" 2>&1 || {
		tail -n 20 "$told" >&2
		echo "figures: $* failed" >&2
		exit 1
	}
}
# found PATTERN: what the pattern of sed catches in what was told; nothing is an error.
found() {
	local value
	value="$(sed -nE "s/.*$1.*/\2/p" "$told" | head -n 1)"
	[ -n "$value" ] || {
		echo "figures: no test says: $1" >&2
		exit 1
	}
	echo "$value"
}
row() { printf '| %s | %s |\n' "$1" "$2"; }

test_of --lib a_record_takes_
test_of --lib a_catalogue_takes_
test_of --lib an_emergency_takes_
test_of --lib a_ceremony_takes_
test_of --lib one_whole_access_takes
test_of --lib calls_of_search_and_erasure_take_
test_of --test e2e memory::
test_of --test runtime calls_of_ceremonies_and_emergencies_cost

printf 'Measured on %s, %s cores, %s\n\n' "$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" "$(date -u +%F)"
printf '| What | Figure |\n|---|---|\n'
row 'Record in state' "$(found '(a record takes )([0-9]+) B of state') B"
row 'Record that corrects another, in state' "$(found '(corrects another )([0-9]+) B') B"
row 'Open request in state' "$(found '(an open request takes )([0-9]+) B') B"
row 'Catalogue of a facility in state' "$(found '(a catalogue takes )([0-9]+) B of state') B"
row 'Publication of a catalogue: call data' "$(found '(its publication )([0-9]+) B') B"
row 'Emergency: state of a record for it' "$(found '(an emergency takes )([0-9]+ or [0-9]+) B of state') B"
row 'Emergency: call that adds it; that asks' "$(found '(of state, its call )([0-9]+ or [0-9]+) B'); $(found '(B, asking )([0-9]+) B') B"
row 'Ceremony of 4: state, opening, all its other calls; of 16' "$(found '(a ceremony of 4 takes )([0-9]+) B'), $(found '(B of state, its opening )([0-9]+) B'), $(found '(all its other calls )([0-9]+) B'); $(found '(of 16 )([0-9]+, [0-9]+ and [0-9]+) B') B"
for call in set_searchable set_search_directive withdraw_catalogue attest_erasure; do
	row "\`$call\`: call data" "$(found "(call data of $call: )([0-9]+)") B"
done
row 'One access by three approvals: call data' "$(found '(one access by three approvals takes )([0-9]+) B') B"

# The test prints pairs of (upload, download): at 1 KiB, then at 2 GiB.
peaks='(peak resident memory in KiB .*1 KiB \()'
small_up="$(found "$peaks([0-9]+), .*")" small_down="$(found "(peak resident .*1 KiB \([0-9]+, )([0-9]+)\)")"
large_up="$(found "(peak resident .*2 GiB \()([0-9]+), ")" large_down="$(found "(peak resident .*2 GiB \([0-9]+, )([0-9]+)\)")"
mib() { awk -v kib="$1" 'BEGIN { printf "%.0f", kib / 1024 }'; }
row 'Upload: peak memory at 1 KiB, at 2 GiB' "$(mib "$small_up"), $(mib "$large_up") MiB"
row 'Download: peak memory at 1 KiB, at 2 GiB' "$(mib "$small_down"), $(mib "$large_down") MiB"

scripts/call-costs.py --rows
scripts/call-costs.py --fees "$told" ${WRITE:+--write}

wasm="$CARGO_TARGET_DIR/debug/wbuild/medquorum-runtime/medquorum_runtime.wasm"
test_of --test node genesis_of_local_can_be_exported
row "The runtime's wasm, compressed, of a development build" "$(awk -v bytes="$(found '(genesis wasm )([0-9]+) B')" 'BEGIN { printf "%.1f MB", bytes / 1e6 }')"
row "The chain's first header" "$(found '(genesis head )([0-9]+) B') B"
row "The runtime's wasm, not compressed" "$(awk -v bytes="$(wc -c <"$wasm")" 'BEGIN { printf "%.1f MB", bytes / 1e6 }')"
