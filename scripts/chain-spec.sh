#!/usr/bin/env bash
# `make chain-spec`: the plain and the raw spec of the two built-in chains, into chain-spec/. They embed the runtime (megabytes of
# hex), so they are built where they are needed and published with releases, not committed.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/steps.sh
. scripts/steps.sh

node="$CARGO_TARGET_DIR/debug/medquorum-node"
[ -x "$node" ] || {
	echo "chain-spec: medquorum-node is not built: run make build" >&2
	exit 2
}
for chain in dev local; do
	"$node" export-chain-spec --chain "$chain" --output "chain-spec/$chain.plain.json"
	"$node" export-chain-spec --chain "$chain" --raw --output "chain-spec/$chain.raw.json"
done
ls -l chain-spec/*.plain.json chain-spec/*.raw.json
