#!/usr/bin/env bash
# The whole story on a fresh development chain: from a CT scan to an approved download, with every refusal on the way.
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
picture="${PICTURE:-medquorum-demo.png}"
work="$(mktemp -d "${TMPDIR:-/tmp}/medquorum-demo.XXXXXX")"
export MEDQUORUM_PASSPHRASE="demo passphrase, never used for anything real"
node_pid='' kubo_pid=''

bold=$'\e[1m' dim=$'\e[2m' green=$'\e[32m' red=$'\e[31m' off=$'\e[0m'
[ -t 1 ] || { bold='' dim='' green='' red='' off=''; }

cleanup() {
	local code=$?
	[ "$BASHPID" = "$$" ] || return
	if [ "${KEEP:-}" = 1 ] && [ "$code" = 0 ]; then
		echo "The node goes on at $node_url (process $node_pid), the homes are in $work."
		[ -z "$kubo_pid" ] || echo "The IPFS daemon goes on at $kubo_url (process $kubo_pid)."
		return
	fi
	# shellcheck disable=SC2086 # each is one number, or nothing
	stop $node_pid $kubo_pid
	rm -rf "$work" || true
	exit "$code"
}
trap cleanup EXIT

fail() { echo "${red}demo: $*${off}" >&2; exit 1; }
chapter() { printf '\n%s== %s ==%s\n' "$bold" "$*" "$off"; }
say() { printf '   %s\n' "$*"; }

# typed NAME command…: shows a command as that person would type it.
typed() {
	local who=$1
	shift
	printf '%s%-8s$ medquorum %s%s\n' "$dim" "$who" "$*" "$off"
}
# run NAME command…: runs the command line as that person.
run() {
	local who=$1
	shift
	"$target/medquorum" --home "$work/$who" --node "$node_url" --account "//$who" --yes "$@" </dev/null
}
as() {
	typed "$@" >&2
	run "$@"
}

# write NAME command…: a call; remembers its size and fee for the bill at the end.
write() {
	local who=$1 command=$2
	as "$@" --json >"$work/receipt.$who" || fail "$who could not $command"
	jq -r --arg call "$who $command" '[$call, (.receipt.call_bytes // .call_bytes), (.receipt.fee // .fee)] | @tsv' \
		"$work/receipt.$who" >>"$work/bill"
	mv "$work/receipt.$who" "$work/receipt"
}
# each FUNCTION NAME…: the function for all these people at the same time.
each() {
	local function=$1 who process processes=()
	shift
	for who in "$@"; do
		"$function" "$who" &
		processes+=($!)
	done
	for process in "${processes[@]}"; do wait "$process" || fail "stopped"; done
}
register() { write "$1" register; }
approve() { write "$1" approve "$request"; }
vote() { write "$1" council vote "$motion" yes; }
field() { jq -er "$1" "$work/receipt"; }

# refused WORDS NAME command…: must end with exit code 1 and an error that begins with WORDS; shows the command and what it says.
refused() {
	local words=$1 said="$work/said.$2" code=0
	shift
	run "$@" >"$said" 2>&1 || code=$?
	[ "$code" = 1 ] || fail "expected a refusal of $*, got exit code $code: $(cat "$said")"
	grep -q -e "^error: $words" "$said" || fail "refused, but not for «$words»: $(cat "$said")"
	grep -E '^(error|next): ' "$said" | sed "s/^/   ${green}refused${off}  /" >"$said.shown"
	typed "$@"
	cat "$said.shown"
}
# Everybody who is not the requester tries to use the request. They do it at the same time; what each is told is shown in order.
others=(Two One Eve Alice Bob Charlie Dave)
other() { refused "request ${request:0:8} was made by Ferdie" "$1" download "$request" -o "$out" >"$work/shown.$1"; }
refused_to_all_others() {
	local who
	each other "${others[@]}"
	for who in "${others[@]}"; do cat "$work/shown.$who"; done
	[ ! -e "$out" ] || fail "somebody else got the file"
}

# state ITEM ID: bytes of the chain's state, asked of the node.
state() { scripts/state-size.py "$node_port" "$1" "$2" || fail "the chain's state has no $1 of $2"; }
# unplug, plug: the store cannot be asked for anything between the two.
unplug() {
	if [ "$store" = kubo ]; then
		kill -STOP "$kubo_pid"
	else
		mv "$work/store" "$work/unplugged"
	fi
}
plug() {
	if [ "$store" = kubo ]; then
		kill -CONT "$kubo_pid"
		return
	fi
	[ ! -e "$work/store" ] || fail "something asked for the store while it was unplugged"
	mv "$work/unplugged" "$work/store"
}
same_as_sent() {
	[ "$sent" = "$(sha256sum "$1" | cut -d' ' -f1)" ] || fail "$(basename "$1") differs from the upload"
	say "${green}SHA-256 equal:${off} $sent"
}

for program in medquorum-node medquorum; do [ -x "$target/$program" ] || fail "$program is not built: run make build"; done
[ -r "$file" ] || fail "$file is not readable: run make setup, or name another one with FILE="
[ "$store" = embedded ] || [ "$store" = kubo ] || fail "STORE is embedded or kubo, not $store"
command -v jq >/dev/null || fail "jq is missing: run make setup"

chapter "A chain, a store, and eight people"
start_node "$target/medquorum-node" "$work" || fail "the node does not answer"
node_url="ws://127.0.0.1:$node_port"
say "node: a block every 500 ms at $node_url (development chain: keys and committee are public)"
store_options=(--store embedded --store-path "$work/store")
if [ "$store" = kubo ]; then
	kubo_url="$(scripts/kubo.sh start "$work/kubo")" || fail "Kubo does not start: run make setup"
	kubo_pid="$(cat "$work/kubo/daemon.pid")"
	store_options=(--store kubo --kubo-url "$kubo_url")
	say "store: a private IPFS daemon at $kubo_url"
else
	say "store: content-addressed folder, the same CIDs as IPFS"
fi
# On a development chain these eight names are known without an address book.
home() { run "$1" init --development "${store_options[@]}" >/dev/null 2>&1 || fail "no home for $1"; }
each home Alice Bob Charlie Dave Eve One Ferdie Two
say "Alice, Bob, Charlie, Dave: the four administrators (3 must approve). Eve: a patient."
say "One: a hospital. Ferdie: its clinician. Two: a clinician elsewhere, without a role yet."

chapter "Registration and CSP keys"
each register Eve One Ferdie Two Dave
as Eve key show

chapter "The hospital uploads $(basename "$file") for Eve"
sent="$(sha256sum "$file" | cut -d' ' -f1)"
say "$(wc -c <"$file") bytes, SHA-256 $sent"
write One upload "$file" --patient Eve --name "$(basename "$file")"
record="$(field .record_id)"
record_bytes="$(state Records "$record")"
write Eve acknowledge "$record"
as Ferdie show "$record"

chapter "Ferdie asks, and is refused until three administrators have approved"
write Ferdie request "$record" --purpose TREAT
request="$(field .request_id)"
out="$work/ct.dcm"
refused '0 of 3 administrators have approved' Ferdie download "$request" -o "$out"
approve Alice
refused '1 of 3 administrators have approved' Ferdie download "$request" -o "$out"
approve Bob
refused '2 of 3 administrators have approved' Ferdie download "$request" -o "$out"

chapter "A wrong CSP key is refused before anything is fetched"
printf 'a note that belongs to another record\n' >"$work/note.txt"
write One upload "$work/note.txt" --patient Eve --name note.txt
other_record="$(field .record_id)"
run Eve csp-code "$other_record" >"$work/wrong.code" 2>/dev/null
wrong="$(<"$work/wrong.code")"
printf '%s\n' "${wrong%?}" >"$work/typo.code"
say "(the store is unplugged for this: nothing could be fetched)"
unplug
refused 'this CSP key belongs to another record' Ferdie download "$request" -o "$out" --csp-code "$work/wrong.code"
refused 'the CSP key has a typing error' Ferdie download "$request" -o "$out" --csp-code "$work/typo.code"
plug

chapter "Nobody but Ferdie can use Ferdie's request"
refused_to_all_others

chapter "The third approval, and Eve's consent"
approve Charlie
refused "the patient has not given consent for request ${request:0:8}" Ferdie download "$request" -o "$out"
write Eve consent "$request"
request_bytes="$(state Requests "$request")" approval_bytes="$(state Approvals "$request")" consent_bytes="$(state Consents "$request")"

chapter "Still nobody but Ferdie, although all have agreed"
refused_to_all_others

chapter "Ferdie opens the record"
as Ferdie download "$request" -o "$out"
same_as_sent "$out"
if python3 scripts/dicom-to-png.py "$out" "$picture"; then
	say "picture: $picture"
elif [ -z "${FILE:-}" ]; then
	fail "$(basename "$file") gives no picture"
else
	say "(no picture: $(basename "$file") is not a plain DICOM image)"
fi
refused "there is no request ${request:0:8}" Ferdie download "$request" -o "$work/again.dcm"

chapter "Two rejections end a request"
write Ferdie request "$record" --purpose HRESCH
request="$(field .request_id)"
write Alice reject "$request" --reason not-justified
write Bob reject "$request" --reason not-justified
refused "request ${request:0:8} was rejected: too many administrators said no" Charlie approve "$request"
refused "request ${request:0:8} was rejected: too many administrators said no" Ferdie download "$request" -o "$work/never"

chapter "An administrator who asks needs the other three"
write Dave request "$record" --purpose TREAT
request="$(field .request_id)"
write Eve consent "$request"
refused "request ${request:0:8} is your own" Dave approve "$request"
each approve Alice Bob
refused '2 of 3 administrators have approved' Dave download "$request" -o "$work/dave.dcm"
approve Charlie
as Dave download "$request" -o "$work/dave.dcm"
same_as_sent "$work/dave.dcm"

chapter "Two gets a role by a vote of the council"
refused 'Two is a patient and may not request records' Two request "$record" --purpose TREAT
write Alice council propose-role Two clinician
motion="$(field .motion)"
each vote Alice Bob Charlie
write Bob council close "$motion"
write Two request "$record" --purpose TREAT
request="$(field .request_id)"
each approve Bob Charlie Dave
write Eve consent "$request"

chapter "Eve erases the record: even an approved request opens nothing"
write Eve erase "$record"
refused "there is no request ${request:0:8}" Two download "$request" -o "$work/erased.dcm"
refused "record ${record:0:8} was erased in block [0-9]*" Ferdie request "$record" --purpose TREAT
for never in "$work/again.dcm" "$work/never" "$work/erased.dcm"; do [ ! -e "$never" ] || fail "$never was written"; done

chapter "What the chain knows"
as Alice events
printf '\n%sBytes of the chain, as long as they are needed%s\n' "$bold" "$off"
printf '   %-40s %5d bytes\n' 'the record' "$record_bytes" 'a request' "$request_bytes" \
	'its three approvals' "$approval_bytes" 'its consent' "$consent_bytes"
printf '\n%sCalls, their size and fees%s\n' "$bold" "$off"
awk -F'\t' '{ printf "   %-28s %5d bytes  %.6f MQD\n", $1, $2, $3 / 1e12; bytes += $2; fees += $3 }
	END { printf "   %-28s %5d bytes  %.6f MQD\n", NR " calls", bytes, fees / 1e12 }' "$work/bill"
printf '\n%sEvery refusal was refused, and every download equals the upload: %d seconds.%s\n' "$green$bold" "$SECONDS" "$off"
