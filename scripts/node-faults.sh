#!/usr/bin/env bash
# `make node-faults`: what can be wrong when a node starts, caused one by one in a machine of its own (scripts/machine.sh). Each ends with
# exit code 1, words that a table of "The node does not start" in docs/operators.md has, and what to do next, and damages nothing. A fault is
#   line     told in one line, and the node ends
#   hint     told in one line, and the node runs on: somebody else may still mend it
#   silent   not noticed: the page says how people see it; to be mended in node/src where it can be
# What needs peers or a relay chain is not caused here: tests/network/tests/rest.rs and node/src/watch/tests.rs have it.
# shellcheck disable=SC2016,SC2317 # the machine's shell expands its own lines; functions are called by name, through `step`
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/steps.sh
. scripts/steps.sh
# shellcheck source=scripts/machine.sh
. scripts/machine.sh

page=docs/operators.md
work="$(mktemp -d "${TMPDIR:-/tmp}/medquorum-node-faults.XXXXXX")"
machine_pid=''
cleanup() {
	local code=$?
	[ "$BASHPID" = "$$" ] || return
	machine_stop
	rm -rf "$work" || true
	exit "$code"
}
trap cleanup EXIT

quiet=(--no-telemetry --no-hardware-benchmarks --no-prometheus)
endpoint() { echo "listen-addr=127.0.0.1:$1,methods=safe"; }
dev=(/share/medquorum-node --dev --dev-block-time 500 "${quiet[@]}" --experimental-rpc-endpoint "$(endpoint 9944)" --base-path /tmp/db)
# fault KIND WORDS REMEDY command…: runs it until it ends, or serves, and compares what it told: the cause, and what to do.
fault() {
	local kind=$1 words=$2 remedy=$3 code=0 lines serves=3
	shift 3
	# The relay node inside may serve some seconds before the node that asks itself.
	[ "$kind" != hint ] || serves=20
	# The command serves if nothing is wrong: then it is ended, which it takes for an order (code 0).
	inside_sh "set +e; $(printf '%q ' "$@") >/tmp/log 2>&1 & node=\$!
		for _ in \$(seq 2400); do
			kill -0 \$node 2>/dev/null || break
			grep -q 'Running JSON-RPC server' /tmp/log && { sleep $serves; kill -INT \$node; sleep 1; kill \$node; break; } 2>/dev/null
			sleep 0.1
		done; wait \$node; code=\$?; cp /tmp/log /share/log; exit \$code" || code=$?
	# The log may come out after the error, since both are written at once: its lines begin with a date.
	sed -n '/^medquorum-node: /,$p' "$work/share/log" | grep -vE '^20[0-9]{2}-|^[[:space:]]*$' >"$work/told" || true
	lines="$(wc -l <"$work/told")"
	if [ "$kind" = silent ]; then
		[ "$lines" = 0 ] && return
		echo "it is noticed now: say so in $page and here" >&2
	elif [ "$kind" = line ] && [ "$code" != 1 ]; then
		echo "exit code $code" >&2
	elif ! grep -q -- "$words" "$work/told"; then
		echo "not in these words: $words" >&2
	elif ! grep -q -- "$words.*$remedy" "$work/told"; then
		echo "no word of what to do: $remedy" >&2
	elif ! grep -q "^|.*\`$words\`.*|" "$page"; then
		echo "$page does not have these words: $words" >&2
	elif [ "$lines" != 1 ]; then
		echo "in $lines lines" >&2
	else
		head -n 1 "$work/told"
		return 0
	fi
	head -n 5 "$work/told" >&2
	tail -n 3 "$work/share/log" | cut -c1-400 >&2
	return 1
}
# with TEXT command…: TEXT is shell that takes something away from the node, and runs beside the command.
with() {
	local taken
	inside systemd-run --quiet --collect --unit=taker bash -c "$1"
	shift
	sleep 2
	"$@" || taken=$?
	inside systemctl stop taker 2>/dev/null || true
	return "${taken:-0}"
}
# A program that listens, and says nothing.
listener() { echo "exec perl -MIO::Socket::INET -e '\$s=IO::Socket::INET->new(Listen=>5,LocalAddr=>\"$1\",ReuseAddr=>1)or die;sleep 999'"; }
# A program that holds the database's lock, as another node would: `struct flock` of Linux on 64 bits.
locker() { echo "exec perl -MFcntl -e 'open(F,\"+<\",\"$1\")or die;my \$l=pack(\"s s x4 q q i\",F_WRLCK,0,0,0,0);fcntl(F,F_SETLK,\$l)or die;sleep 999'"; }

start() {
	cp "$CARGO_TARGET_DIR/debug/medquorum-node" "$work/share/" || return 1
	# The sound database that the faults must not damage.
	fault silent - - "${dev[@]}" || return 1
	inside_sh 'cd /tmp && sha256sum db/chains/*/network/secret_ed25519 >key && /share/medquorum-node export-chain-spec --chain dev --raw >dev.json 2>/dev/null
		head -c 5000 dev.json >cut.json
		jq ".relay_chain = \"nosuchrelay\"" dev.json >relay.json
		jq "(.genesis.raw.top | to_entries | map(select(.value | length == 34)) | .[0].key) as \$k | .genesis.raw.top[\$k] = \"0x11111111111111111111111111111111\"" dev.json >edited.json
		/share/medquorum-node found /share/consortium.json specs >/dev/null 2>&1; cp specs/raw.json chain.json
		jq ".para_id = 2001" chain.json >para.json; jq ".chainType = \"Live\"" chain.json >live.json; mkdir small; chmod 755 /tmp/small'
}
# The database of before is whole: the same key, and the chain continues.
unharmed() {
	inside_sh 'cd /tmp && sha256sum --check --status key' || return 1
	fault silent - - "${dev[@]}" || return 1
	grep 'Highest known block' "$work/share/log" | tail -n 1
}

mkdir -p "$work/share"
cp docs/examples/consortium.json "$work/share/"
machine_start "$work" || exit
node=/share/medquorum-node
step a-sound-database start
[ ${#failed[@]} = 0 ] || verdict
step no-chain fault line 'no chain was named' 'medquorum-node --dev' "$node"
step no-spec fault line 'no file named' 'Copy the spec' "$node" --chain /tmp/nosuch.json
step spec-cut-off fault line 'Error parsing spec file' 'copy it again' "$node" --chain /tmp/cut.json --base-path /tmp/other
step unknown-relay-chain fault line 'Error opening spec file' 'Copy the relay chain' "$node" --chain /tmp/relay.json --base-path /tmp/other "${quiet[@]}"
step other-relay-chain fault line 'and the one given after --' 'the consortium agreed on' "$node" --chain /tmp/chain.json --base-path /tmp/other \
	"${quiet[@]}" -- --chain /tmp/dev.json
step two-para-ids fault line 'two numbers for one parachain' 'the consortium published' "$node" --chain /tmp/para.json --base-path /tmp/other "${quiet[@]}"
step live-with-development-keys fault line 'a key for development' 'keys of your own' "$node" --chain /tmp/live.json --base-path /tmp/other "${quiet[@]}"
step collator-without-key fault line 'without network key' 'generate-node-key' "$node" --collator --chain /tmp/chain.json --base-path /tmp/other "${quiet[@]}"
step folder-of-somebody-else fault line 'Permission denied' chown runuser -u nobody -- "${dev[@]}"
step no-folder-to-make fault line PermissionDenied chown runuser -u nobody -- "${dev[@]/tmp\/db/var/lib/nothing}"
step folder-in-use with "$(locker /tmp/db/chains/medquorum_dev/db/full/LOCK)" fault line 'While lock file' 'end it' "${dev[@]}"
step rpc-port-taken with "$(listener 127.0.0.1:9944)" fault line 'Address already in use' 'end it' "${dev[@]}"
step other-rpc-port-taken with "$(listener 127.0.0.1:9955)" fault line 'is taken by another program' '--rpc-port' "$node" --dev "${quiet[@]}" --rpc-port 9955
step figures-port-taken with "$(listener 127.0.0.1:9615)" fault line 'is taken by another program' '--prometheus-port' \
	"${dev[@]/--no-prometheus/--prometheus-port=9615}"
step network-port-taken with "$(listener 0.0.0.0:30333)" fault line 'is taken by another program' '--port' "$node" --chain /tmp/chain.json \
	--base-path /tmp/other "${quiet[@]}"
step relay-port-taken with "$(listener 0.0.0.0:30334)" fault line 'is taken by another program' '-- --port' "$node" --chain /tmp/chain.json \
	--base-path /tmp/other "${quiet[@]}"
# Made from a spec in a file, since of `--dev` each build has another genesis.
from_file=("$node" --alice --node-key "$(printf %064d 1)" --force-authoring --dev-block-time 500 "${quiet[@]}" --experimental-rpc-endpoint "$(endpoint 9944)" --base-path /tmp/filed)
step a-database-of-a-file fault silent - - "${from_file[@]}" --chain /tmp/dev.json
step spec-edited-after-genesis fault line 'was made for another genesis' '--base-path FOLDER' "${from_file[@]}" --chain /tmp/edited.json
# As one that an older release has made, or of which only the database was copied.
without_note() {
	inside_sh 'rm /tmp/filed/chains/*/genesis-of-this-database' || return 1
	"$@"
}
step database-without-note-and-edited-spec without_note fault line 'was made for another genesis' '--base-path FOLDER' \
	"${from_file[@]}" --chain /tmp/edited.json
step database-without-note-and-its-spec fault silent - - "${from_file[@]}" --chain /tmp/dev.json
step it-has-its-note-again inside_sh 'test -s /tmp/filed/chains/*/genesis-of-this-database'
# A collator with a key of its own as a node, and none to make blocks with. Its relay chain is the built-in one, which it does not reach here.
without_session_key() {
	inside_sh '/share/medquorum-node key generate-node-key --chain /tmp/chain.json --base-path /tmp/collator 2>/dev/null' || return 1
	"$@"
}
step collator-without-session-key without_session_key fault hint 'has no session key' 'step 6' "$node" --collator --chain /tmp/chain.json \
	--base-path /tmp/collator "${quiet[@]}" --experimental-rpc-endpoint "$(endpoint 9944)"
# Not by the program `faketime`, which would stand between the node and its end. A chain that is alone has no other time to compare with.
step clock-ten-minutes-off fault silent - - env "LD_PRELOAD=$(inside_sh 'echo /usr/lib/*/faketime/libfaketime.so.1')" FAKETIME=+10m \
	DONT_FAKE_MONOTONIC=1 "${dev[@]}"
step relay-node-away fault line 'Unable to communicate with RPC worker' 'look at it' "$node" --chain /tmp/chain.json --base-path /tmp/other "${quiet[@]}" \
	--relay-chain-rpc-urls ws://127.0.0.1:9
inside mount -t tmpfs -o size=100m small /tmp/small
step disk-full fault line 'Out of storage space' 'Free some' "${dev[@]/tmp\/db/tmp/small}"
inside_sh 'cp -a /tmp/db /tmp/damaged; for f in /tmp/damaged/chains/*/db/full/MANIFEST-*; do echo damaged >$f; done'
step damaged-database fault line Corruption 'purge-chain' "${dev[@]/tmp\/db/tmp/damaged}"
step nothing-is-damaged unharmed
verdict
