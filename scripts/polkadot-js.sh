#!/usr/bin/env bash
# Starts a development node, makes a record and two requests with the command line, and runs tests/polkadot-js/journey.mjs on it.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/steps.sh
. scripts/steps.sh
# shellcheck source=scripts/processes.sh
. scripts/processes.sh

bin="$CARGO_TARGET_DIR/debug"
work="$(mktemp -d)"
node_pid=''
cleanup() {
	local code=$?
	[ -z "$node_pid" ] || stop "$node_pid"
	rm -rf "$work" || true
	exit "$code"
}
trap cleanup EXIT
fail() {
	echo "polkadot-js: $*" >&2
	exit 1
}

for program in medquorum-node medquorum; do [ -x "$bin/$program" ] || fail "$program is not built: run make build"; done
[ -e tests/polkadot-js/node_modules/@polkadot/api ] || fail "the npm packages are missing: run make setup"

start_node "$bin/medquorum-node" "$work" || fail "the node does not answer"
export MEDQUORUM_WS="ws://127.0.0.1:$node_port" MEDQUORUM_PASSPHRASE='a passphrase for a throw-away chain' NO_COLOR=1

# as NAME command…
as() {
	local who=$1
	shift
	"$bin/medquorum" --home "$work/$who" --node "$MEDQUORUM_WS" --account "//$who" --yes "$@" 2>>"$work/talk" </dev/null ||
		fail "$who could not $1: $(tail -n 5 "$work/talk")"
}
people=(Alice Bob Charlie Eve One Ferdie)
for who in "${people[@]}"; do
	as "$who" init --development --store embedded --store-path "$work/store" >/dev/null
	for name in "${people[@]}"; do
		[ "$name" = "$who" ] || as "$who" contact add "$name" "//$name" >/dev/null
	done
done
for who in Eve One Ferdie; do as "$who" register >/dev/null; done
printf 'A letter that only the right people read.\n' >"$work/letter.txt"
as One upload "$work/letter.txt" --patient Eve --json >"$work/record.json"
record="$(jq -er .record_id "$work/record.json")"
# Two requesters: one may have but one request for a record.
REJECT_REQUEST="$(as One request "$record" --purpose HRESCH --json | jq -er .request_id)"
APPROVE_REQUEST="$(as Ferdie request "$record" --purpose TREAT --json | jq -er .request_id)"
APPROVE_CALL="$(as Charlie approve "$APPROVE_REQUEST" --emit-call)"
export REJECT_REQUEST APPROVE_REQUEST APPROVE_CALL
node tests/polkadot-js/journey.mjs
