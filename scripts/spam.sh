#!/usr/bin/env bash
# Floods a development node by a stranger, a facility and requesters, while administrators approve requests, and prints as JSON how full blocks
# were, what of the flood was accepted and refused, and in how many blocks each approval was in one. Exit code 1 where that is more than two.
#   LANES=40         how many requests are approved, each by three administrators
#   SECONDS_LONG=180  over how long
#   BLOCK_MS=6000    how far blocks are apart; the node dies when making one takes longer
#   SPAMMERS=32      requesters who have as many requests open as the pallet lets them
#   TIP=100000000    the tip of each transaction of the flood, in units of the chain: as it stands as much as its base fee
#   PROFILE=release both programs as operators have them, built in a folder of their own: 40 minutes the first time
#   NODE=PROGRAM     what is flooded [default: what `make build` has built]
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/load-node.sh
. scripts/load-node.sh

lanes="${LANES:-40}" spammers="${SPAMMERS:-32}"
# Sixteen of each requester, who asks four times for each.
records=$((spammers * 16))
start_loaded_node "${BLOCK_MS:-6000}" "$records" --lanes "$lanes" --spammers "$spammers"
"$load" spam --node "ws://127.0.0.1:$node_port" --pid "$node_pid" --lanes "$lanes" --seconds "${SECONDS_LONG:-180}" \
	--records "$records" --spammers "$spammers" --tip "${TIP:-100000000}"
