#!/usr/bin/env bash
# `make try-runtime`: tries this release on the whole state of a real chain before anybody votes on it: migrations with their checks, storage
# versions, whether every value decodes, and what must hold of it in every pallet (tests/try-runtime). The runtime runs natively with other
# features than everybody's, so the first time it is compiled again: some minutes.
#   SNAPSHOT=state.json   a raw chain spec, as `medquorum-node export-state` writes it; may be more than one, with spaces between
#   NODE=ws://ADDRESS     in place of it: the newest final block of a node that runs (scripts/snapshot.py)
# Exit code 0: nothing fails; 1: it would fail on the chain; 2: nothing could be tried.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/steps.sh
. scripts/steps.sh

if [ -z "${SNAPSHOT:-}${NODE:-}" ]; then
	echo "try-runtime: no state is named: make try-runtime SNAPSHOT=state.json, or NODE=ws://127.0.0.1:9944" >&2
	exit 2
fi
read -r -a snapshots <<<"${SNAPSHOT:-}"
if [ -n "${NODE:-}" ]; then
	taken="$(mktemp)"
	trap 'rm -f "$taken"' EXIT
	python3 scripts/snapshot.py "$NODE" "$taken"
	snapshots+=("$taken")
fi
# Nothing here runs the wasm.
SKIP_MEDQUORUM_RUNTIME_WASM_BUILD=1 cargo build --locked -p medquorum-try-runtime --features try-runtime
worst=0
for snapshot in "${snapshots[@]}"; do
	code=0
	"$CARGO_TARGET_DIR/debug/medquorum-try-runtime" "$snapshot" || code=$?
	[ "$code" -le "$worst" ] || worst=$code
done
exit "$worst"
