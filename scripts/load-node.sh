# shellcheck shell=bash
# For scripts that measure a development node under load. Sourced after `cd` to the root; NODE is the node's program [default: what `make build` has built].
# Gives the programs $node and $load, and a $folder that goes with the script and its node.

# shellcheck source=scripts/steps.sh
. scripts/steps.sh
# shellcheck source=scripts/processes.sh
. scripts/processes.sh

node="${NODE:-$CARGO_TARGET_DIR/debug/medquorum-node}" load="$CARGO_TARGET_DIR/debug/medquorum-load"
for program in "$node" "$load"; do
	[ -x "$program" ] || {
		echo "$(basename "$0" .sh): $program is not built: run make build" >&2
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

# start_loaded_node MS RECORDS OPTION…: starts a node with a block every MS milliseconds. Its genesis holds the people whom the options of
# `medquorum-load spec` count, and so many records. Sets what start_node sets.
start_loaded_node() {
	local ms=$1 records=$2 spec="$folder/plain.json"
	shift 2
	"$node" export-chain-spec --chain dev 2>/dev/null | "$load" spec --records "$records" "$@" >"$spec"
	if [ "$records" -gt 0 ]; then
		"$node" export-chain-spec --chain "$spec" --raw 2>/dev/null | "$load" records --records "$records" >"$folder/raw.json"
		spec="$folder/raw.json"
	fi
	start_node "$node" "$folder" "$ms" "$spec"
}
