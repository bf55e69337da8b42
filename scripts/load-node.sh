# shellcheck shell=bash
# For scripts that measure a development node under load. Sourced after `cd` to the root. Node and generator are what `make build` has built, or
# with PROFILE=release those of a release build, which is made in a folder of its own: 40 minutes on two cores the first time. NODE is another node.
# Gives the programs $node and $load, and a $folder that goes with the script and its node.

# shellcheck source=scripts/steps.sh
. scripts/steps.sh
# shellcheck source=scripts/processes.sh
. scripts/processes.sh

case "${PROFILE:-debug}" in
debug) built="$CARGO_TARGET_DIR/debug" ;;
release)
	built="$MEDQUORUM_CACHE/release/release"
	# Without link-time optimisation, which would make the build longer still.
	CARGO_PROFILE_RELEASE_LTO=off CARGO_TARGET_DIR="$MEDQUORUM_CACHE/release" \
		cargo build --locked --release -p medquorum-node -p medquorum-load >&2 || exit 2
	;;
*)
	echo "$(basename "$0" .sh): PROFILE is release or debug" >&2
	exit 2
	;;
esac
node="${NODE:-$built/medquorum-node}" load="$built/medquorum-load"
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
