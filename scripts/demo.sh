#!/usr/bin/env bash
# The whole story on a fresh development chain: from a CT scan to an approved download, with every refusal on the way.
#   FILE=scan.dcm   another file      STORE=kubo   a local IPFS daemon instead of a folder      KEEP=1   leave the node running
# Exit code 0 only if every refusal was refused and both hashes are equal.
set -euo pipefail
cd "$(dirname "$0")/.."

cache="${MEDQUORUM_CACHE:-$HOME/.cache/medquorum}"
target="${CARGO_TARGET_DIR:-$cache/target}/debug"
file="${FILE:-$cache/inputs/CT_small.dcm}"
store="${STORE:-embedded}"
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
		return
	fi
	[ -z "$node_pid" ] || kill "$node_pid" 2>/dev/null || true
	[ -z "$kubo_pid" ] || kill "$kubo_pid" 2>/dev/null || true
	rm -rf "$work"
}
trap cleanup EXIT

fail() { echo "${red}demo: $*${off}" >&2; exit 1; }
chapter() { printf '\n%s== %s ==%s\n' "$bold" "$*" "$off"; }
say() { printf '   %s\n' "$*"; }

# as NAME command…: runs the command line as that person, and shows it as one would type it.
as() {
	local who=$1
	shift
	printf '%s%-8s$ medquorum %s%s\n' "$dim" "$who" "$*" "$off" >&2
	"$target/medquorum" --home "$work/$who" --node "$node_url" --account "//$who" --yes "$@"
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

# refused WORDS NAME command…: must end with exit code 1 and say WORDS.
refused() {
	local words=$1 code=0
	shift
	as "$@" >"$work/said" 2>&1 || code=$?
	[ "$code" = 1 ] || fail "expected a refusal, got exit code $code: $(cat "$work/said")"
	grep -qi -- "$words" "$work/said" || fail "refused, but not for «$words»: $(cat "$work/said")"
	grep -v '\$ medquorum' "$work/said" | sed "s/^/   ${green}refused${off}  /"
}

for program in medquorum-node medquorum; do [ -x "$target/$program" ] || fail "$program is not built: run make build"; done
[ -r "$file" ] || fail "$file is not readable: run make setup, or name another one with FILE="
command -v jq >/dev/null || fail "jq is missing: run make setup"

chapter "A chain, a store, and eight people"
: >"$work/node.log"
"$target/medquorum-node" --dev --dev-block-time 500 --base-path "$work/chain" --rpc-port 0 --port 0 \
	--no-prometheus --no-telemetry --no-hardware-benchmarks >"$work/node.log" 2>&1 &
node_pid=$!
for _ in $(seq 2400); do
	port="$(sed -n 's/.*Running JSON-RPC server.*addr=[^:]*:\([0-9]*\).*/\1/p' "$work/node.log" | head -n 1)"
	[ -z "$port" ] || break
	kill -0 "$node_pid" 2>/dev/null || fail "the node ended: $(tail -n 5 "$work/node.log")"
	sleep 0.1
done
[ -n "$port" ] || fail "the node does not answer"
node_url="ws://127.0.0.1:$port"
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
# home NAME: a home with a keystore, and an address book with everybody else.
home() {
	local name
	as "$1" init --development "${store_options[@]}" >/dev/null 2>&1 || fail "no home for $1"
	for name in Alice Bob Charlie Dave Eve One Ferdie Two; do
		[ "$name" = "$1" ] || as "$1" contact add "$name" "//$name" >/dev/null 2>&1 || fail "no contact $name"
	done
}
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
write Eve acknowledge "$record"
as Ferdie show "$record"

chapter "Ferdie asks, and is refused until three administrators have approved"
write Ferdie request "$record" --purpose TREAT
request="$(field .request_id)"
out="$work/ct.dcm"
refused approv Ferdie download "$request" -o "$out"
for admin in Alice Bob; do
	write "$admin" approve "$request"
	refused approv Ferdie download "$request" -o "$out"
done
for other in Two One Alice; do refused '' "$other" download "$request" -o "$out"; done

chapter "A wrong CSP key is refused before anything is fetched"
printf 'a note that belongs to another record\n' >"$work/note.txt"
write One upload "$work/note.txt" --patient Eve --name note.txt
other_record="$(field .record_id)"
as Eve csp-code "$other_record" >"$work/wrong.code" 2>/dev/null
if [ "$store" = embedded ]; then
	say "(the store is unplugged for this: nothing could be fetched)"
	mv "$work/store" "$work/unplugged"
fi
refused 'record' Ferdie download "$request" -o "$out" --csp-code "$work/wrong.code"
wrong="$(<"$work/wrong.code")"
printf '%s\n' "${wrong%?}" >"$work/typo.code"
refused '' Ferdie download "$request" -o "$out" --csp-code "$work/typo.code"
[ "$store" != embedded ] || mv "$work/unplugged" "$work/store"

chapter "The third approval, and Eve's consent"
write Charlie approve "$request"
refused consent Ferdie download "$request" -o "$out"
write Eve consent "$request"
as Ferdie download "$request" -o "$out"
got="$(sha256sum "$out" | cut -d' ' -f1)"
[ "$sent" = "$got" ] || fail "the download differs from the upload"
say "${green}SHA-256 equal:${off} $got"
if python3 scripts/dicom-to-png.py "$out" "${PICTURE:-medquorum-demo.png}"; then
	say "picture: ${PICTURE:-medquorum-demo.png}"
else
	say "(no picture: $(basename "$file") is not a plain DICOM image)"
fi

chapter "Two rejections end a request"
write Ferdie request "$record" --purpose HRESCH
request="$(field .request_id)"
write Alice reject "$request" --reason not-justified
write Bob reject "$request" --reason not-justified
refused '' Charlie approve "$request"
refused reject Ferdie download "$request" -o "$work/never"

chapter "An administrator who asks needs the other three"
write Dave request "$record" --purpose TREAT
request="$(field .request_id)"
write Eve consent "$request"
refused '' Dave approve "$request"
each approve Alice Bob
refused approv Dave download "$request" -o "$work/dave.dcm"
write Charlie approve "$request"
as Dave download "$request" -o "$work/dave.dcm"
[ "$sent" = "$(sha256sum "$work/dave.dcm" | cut -d' ' -f1)" ] || fail "Dave's download differs from the upload"
say "${green}SHA-256 equal${off}"

chapter "Two gets a role by a vote of the council"
refused role Two request "$record" --purpose TREAT
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
refused '' Two download "$request" -o "$work/erased.dcm"
[ ! -e "$work/erased.dcm" ] || fail "an erased record was written"
refused erased Ferdie request "$record" --purpose TREAT

chapter "What the chain knows"
as Alice events
printf '\n%sCalls, their size and fees%s\n' "$bold" "$off"
awk -F'\t' '{ printf "   %-28s %5d bytes  %.6f MQD\n", $1, $2, $3 / 1e12; bytes += $2; fees += $3 }
	END { printf "   %-28s %5d bytes  %.6f MQD\n", NR " calls", bytes, fees / 1e12 }' "$work/bill"
printf '\n%sEvery refusal was refused, and every download equals the upload.%s\n' "$green$bold" "$off"
