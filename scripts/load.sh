#!/usr/bin/env bash
# Loads a development node with whole accesses (request, consent, three approvals, close) of many people at once, and prints as JSON how
# many it took and how long each call was on its way until it was final.
#   LANES=64        how many accesses are under way at once
#   SECONDS_LONG=60  how long
#   BLOCK_MS=1000   how far blocks are apart; the node dies when making one takes longer
#   RECORDS=0       how many records are in state before the first block: a million take 2 GB in a temporary folder, and memory of the node
#   PROFILE=release both programs as operators have them, built in a folder of their own: 40 minutes the first time
#   NODE=PROGRAM    what is measured [default: what `make build` has built]
#   MEDQUORUM_NODE_OPTIONS='--pool-type single-state'   more options of the node; this one for a pool that loses no call of a BURST
#   BURST=10        instead of people, what a node takes by itself: LANES accesses, so many times, whose calls were made beforehand
#   NETWORK=1       a parachain under a relay chain instead, of which a full node answers: LANES and SECONDS_LONG count, and PROFILE does not
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/load-node.sh
. scripts/load-node.sh

if [ -n "${NETWORK:-}" ]; then
	"$CARGO_TARGET_DIR/debug/medquorum-network-load"
	exit
fi
lanes="${LANES:-64}" records="${RECORDS:-0}"
if [ -n "${BURST:-}" ]; then
	start_loaded_node "${BLOCK_MS:-1000}" "$records" --lanes "$lanes"
	"$load" burst --node "ws://127.0.0.1:$node_port" --pid "$node_pid" --lanes "$lanes" --rounds "$BURST"
	exit
fi
# shellcheck disable=SC2034 # read by start_node
NODE_METRICS=1
start_loaded_node "${BLOCK_MS:-1000}" "$records" --lanes "$lanes"
"$load" run --node "ws://127.0.0.1:$node_port" --pid "$node_pid" --lanes "$lanes" --seconds "${SECONDS_LONG:-60}" --records "$records" \
	--metrics "$node_metrics"
