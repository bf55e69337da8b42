#!/usr/bin/env bash
# Floods a development node by a stranger, a facility and requesters, while administrators approve requests, and prints as JSON how full blocks
# were, what of the flood was accepted and refused, and in how many blocks each approval was in one. Exit code 1 where that is more than two.
#   LANES=40         how many requests are approved, each by three administrators
#   SECONDS_LONG=180  over how long
#   BLOCK_MS=6000    how far blocks are apart; the node dies when making one takes longer
#   SPAMMERS=32      requesters who have as many requests open as the pallet lets them
#   TIP=100000000    the tip of each transaction of the flood, in units of the chain: as it stands as much as its base fee
#   NODE=PROGRAM     what is flooded [default: what `make build` has built]
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/steps.sh
. scripts/steps.sh
# shellcheck source=scripts/processes.sh
. scripts/processes.sh

lanes="${LANES:-40}" spammers="${SPAMMERS:-32}"
# Sixteen of each requester, who asks four times for each.
records=$((spammers * 16))
node="${NODE:-$CARGO_TARGET_DIR/debug/medquorum-node}" load="$CARGO_TARGET_DIR/debug/medquorum-load"
for program in "$node" "$load"; do
	[ -x "$program" ] || {
		echo "spam: $program is not built: run make build" >&2
		exit 2
	}
done
folder="$(mktemp -d)"
node_pid=''
cleanup() {
	[ -z "$node_pid" ] || stop "$node_pid"
	rm -rf "$folder"
}
trap cleanup EXIT
"$node" export-chain-spec --chain dev 2>/dev/null |
	"$load" spec --lanes "$lanes" --records "$records" --spammers "$spammers" >"$folder/plain.json"
"$node" export-chain-spec --chain "$folder/plain.json" --raw 2>/dev/null | "$load" records --records "$records" >"$folder/raw.json"
start_node "$node" "$folder" "${BLOCK_MS:-6000}" "$folder/raw.json"
"$load" spam --node "ws://127.0.0.1:$node_port" --pid "$node_pid" --lanes "$lanes" --seconds "${SECONDS_LONG:-180}" \
	--records "$records" --spammers "$spammers" --tip "${TIP:-100000000}"
