#!/usr/bin/env bash
# Starts `medquorum portal --demo` and runs tests/portal/journey.mjs on it in Debian's Chromium, then tests/portal/attacks.mjs.
#   PICTURES=docs/pictures   also takes the pictures of README, each page in both schemes
#   SHORT=1                  the journey of a record alone, each page looked at once
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/steps.sh
. scripts/steps.sh
# shellcheck source=scripts/processes.sh
. scripts/processes.sh

bin="$CARGO_TARGET_DIR/debug"
work="$(mktemp -d)"
portal_pid=''
new_pids=''
cleanup() {
	local code=$?
	# shellcheck disable=SC2086 # one number, or nothing
	stop $new_pids $portal_pid
	rm -rf "$work" || true
	exit "$code"
}
trap cleanup EXIT
fail() {
	echo "portal-test: $*" >&2
	exit 1
}

for program in medquorum-node medquorum; do [ -x "$bin/$program" ] || fail "$program is not built: run make build"; done
[ -e tests/portal/node_modules/playwright-core ] || fail "the npm packages are missing: run make setup"
[ -n "${SHORT:-}" ] || [ -e tests/polkadot-js/node_modules/@polkadot/api ] || fail "the npm packages are missing: run make setup"
command -v chromium >/dev/null || fail "Chromium is missing: run make setup"
file="$MEDQUORUM_CACHE/inputs/CT_small.dcm"
[ -r "$file" ] || fail "$file is missing: run make setup"

# The pages offer to save into HOME, which stands in the pictures.
env -u MEDQUORUM_PASSPHRASE HOME=/home/ferdie TMPDIR="$work" "$bin/medquorum" portal --demo --json >"$work/links.json" 2>"$work/talk" </dev/null &
portal_pid=$!
for _ in $(seq 1800); do
	[ ! -s "$work/links.json" ] || break
	kill -0 "$portal_pid" 2>/dev/null || fail "the demo did not start: $(tail -n 3 "$work/talk")"
	sleep 0.1
done
echo "portal-test: the demo was ready after $SECONDS s"
PORTAL_LINKS="$(jq -ce '[.portals[] | {key: .name, value: .link}] | from_entries' "$work/links.json")"
PORTAL_PASSPHRASE="$(jq -er .passphrase "$work/links.json")"
export PORTAL_LINKS PORTAL_PASSPHRASE PORTAL_WORK="$work" PORTAL_FILE="$file"
PORTAL_NODE="$(jq -er .node "$work/links.json")"
PORTAL_HOMES="$(dirname "$(jq -er .file "$work/links.json")")"
PORTAL_STORE="$PORTAL_HOMES/store"
# Two people in folders that were never set up.
newcomers=(nora eve)
[ -z "${SHORT:-}" ] || newcomers=()
for name in "${newcomers[@]}"; do
	env -u MEDQUORUM_PASSPHRASE HOME=/home/ferdie "$bin/medquorum" --home "$work/$name-home" portal --no-browser --json >"$work/$name.json" 2>"$work/$name.talk" </dev/null &
	new_pids="$new_pids $!"
done
for name in "${newcomers[@]}"; do
	for _ in $(seq 300); do
		[ ! -s "$work/$name.json" ] || break
		sleep 0.1
	done
	[ -s "$work/$name.json" ] || fail "the portal of $name did not start: $(tail -n 3 "$work/$name.talk")"
done
if [ -z "${SHORT:-}" ]; then
	PORTAL_NORA="$(jq -er .link "$work/nora.json")"
	PORTAL_EVE="$(jq -er .link "$work/eve.json")"
	export PORTAL_NORA PORTAL_EVE
fi
export PORTAL_NODE PORTAL_STORE PORTAL_HOMES PORTAL_BIN="$bin/medquorum"
if [ -n "${PICTURES:-}" ]; then
	mkdir -p "$PICTURES"
	PORTAL_PICTURES="$(realpath "$PICTURES")"
	export PORTAL_PICTURES
fi
node tests/portal/journey.mjs
# Pictures are taken by now, and attackers are in none.
[ -z "${PICTURES:-}" ] || exit 0
node tests/portal/attacks.mjs
