#!/usr/bin/env bash
# The whole story on a fresh development chain: from a CT scan to an approved download, with every refusal on the way. Starts node
# and store, lets tests/story tell it, and leaves nothing behind.
#   FILE=scan.dcm   another file      STORE=kubo   a local IPFS daemon instead of a folder      KEEP=1   leave everything running
# Exit code 0 only if every refusal was refused, in the words that belong to it, and all hashes are equal.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/processes.sh
. scripts/processes.sh

cache="${MEDQUORUM_CACHE:-$HOME/.cache/medquorum}"
target="${CARGO_TARGET_DIR:-$cache/target}/debug"
file="${FILE:-$cache/inputs/CT_small.dcm}"
store="${STORE:-embedded}"
picture="${PICTURE:-${TMPDIR:-/tmp}/medquorum-demo.png}"
work="$(mktemp -d "${TMPDIR:-/tmp}/medquorum-demo.XXXXXX")"
export MEDQUORUM_PASSPHRASE="demo passphrase, never used for anything real"
node_pid='' kubo_pid=''
# The story takes them for a daemon that runs.
unset STORY_KUBO_URL STORY_KUBO_PID

cleanup() {
	local code=$?
	[ "$BASHPID" = "$$" ] || return
	if [ "${KEEP:-}" = 1 ] && [ "$code" = 0 ]; then
		echo "The node keeps running at $node_url (process $node_pid), the homes are in $work."
		[ -z "$kubo_pid" ] || echo "The IPFS daemon keeps running at $kubo_url (process $kubo_pid)."
		return
	fi
	# shellcheck disable=SC2086 # each is one number, or nothing
	stop $node_pid $kubo_pid
	rm -rf "$work" || true
	exit "$code"
}
trap cleanup EXIT

fail() {
	if [ -t 2 ]; then printf '\033[31mdemo: %s\033[0m\n' "$*" >&2; else echo "demo: $*" >&2; fi
	exit 1
}

for program in medquorum-node medquorum medquorum-story; do
	[ -x "$target/$program" ] || fail "$program is not built: run make build"
done
[ -r "$file" ] || fail "$file is not readable: run make setup, or name another one with FILE="
[ "$store" = embedded ] || [ "$store" = kubo ] || fail "STORE is embedded or kubo, not $store"

start_node "$target/medquorum-node" "$work" || fail "the node does not answer"
node_url="ws://127.0.0.1:$node_port"
if [ "$store" = kubo ]; then
	kubo_url="$(scripts/kubo.sh start "$work/kubo")" || fail "Kubo does not start: run make setup"
	kubo_pid="$(cat "$work/kubo/daemon.pid")"
	export STORY_KUBO_URL="$kubo_url" STORY_KUBO_PID="$kubo_pid"
fi
STORY_WORK="$work" STORY_NODE_PORT="$node_port" STORY_FILE="$file" STORY_PICTURE="$picture" "$target/medquorum-story" </dev/null
