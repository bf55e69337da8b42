#!/usr/bin/env bash
# Loads a development node with whole accesses (request, consent, three approvals, close) of many people at once, and prints as JSON how
# many it took and how long each call was on its way until it was final.
#   LANES=64        how many accesses are under way at once
#   SECONDS_LONG=60  how long
#   BLOCK_MS=1000   how far blocks are apart; the node dies when making one takes longer
#   RECORDS=0       how many records are in state before the first block: a million take 2 GB in a temporary folder, and memory of the node
#   NODE=PROGRAM    what is measured [default: what `make build` has built]
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/steps.sh
. scripts/steps.sh
# shellcheck source=scripts/processes.sh
. scripts/processes.sh

lanes="${LANES:-64}" records="${RECORDS:-0}"
node="${NODE:-$CARGO_TARGET_DIR/debug/medquorum-node}" load="$CARGO_TARGET_DIR/debug/medquorum-load"
for program in "$node" "$load"; do
	[ -x "$program" ] || {
		echo "load: $program is not built: run make build" >&2
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
"$node" export-chain-spec --chain dev 2>/dev/null | "$load" spec --lanes "$lanes" --records "$records" >"$folder/load.json"
spec="$folder/load.json"
if [ "$records" -gt 0 ]; then
	spec="$folder/raw.json"
	"$node" export-chain-spec --chain "$folder/load.json" --raw 2>/dev/null | "$load" records --records "$records" >"$spec"
fi
start_node "$node" "$folder" "${BLOCK_MS:-1000}" "$spec"
"$load" run --node "ws://127.0.0.1:$node_port" --pid "$node_pid" --lanes "$lanes" --seconds "${SECONDS_LONG:-60}" --records "$records"
