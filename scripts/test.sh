#!/usr/bin/env bash
# `make test`: one build of everything, then every test there is. All steps run; the last line names the failed ones.
# shellcheck disable=SC2317 # functions are called by name, through `step`
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/steps.sh
. scripts/steps.sh

for needed in "$MEDQUORUM_CACHE/bin/ipfs" "$MEDQUORUM_CACHE/inputs/CT_small.dcm" "$MEDQUORUM_CACHE/inputs/fhir.schema.json" tests/polkadot-js/node_modules \
	tests/portal/node_modules; do
	[ -e "$needed" ] || {
		echo "test: $needed is missing: run make setup" >&2
		exit 2
	}
done

# The tests themselves compare metadata, presets and vectors with what the code makes; this says that no test, build or tool has
# rewritten a committed file on the way. On a developer's machine only the files nobody edits by hand are looked at.
generated() {
	if [ -n "${CI:-}" ]; then
		git diff --exit-code
	else
		git diff --exit-code -- Cargo.lock client/chain/src chain-spec tests/kubo tests/polkadot-js/package-lock.json
	fi
}

# demo STORE: the whole demo; what it prints matters only when it fails.
demo() {
	local log from=$SECONDS code=0
	log="$(mktemp)"
	STORE=$1 PICTURE="$log.png" bash scripts/demo.sh >"$log" 2>&1 </dev/null || code=$?
	if [ "$code" = 0 ]; then
		printf 'the demo over the store %s took %d s\n' "$1" $((SECONDS - from))
	else
		cat "$log"
	fi
	rm -f "$log" "$log.png"
	return "$code"
}

# aside NAME command…: starts a step that waits for blocks nearly all of its time, beside those that compute. `joined` ends it.
declare -A pid_of log_of
aside() {
	local name=$1
	shift
	log_of[$name]="$(mktemp)"
	"$@" >"${log_of[$name]}" 2>&1 </dev/null &
	pid_of[$name]=$!
}
joined() {
	local code=0
	wait "${pid_of[$1]}" || code=$?
	cat "${log_of[$1]}"
	rm -f "${log_of[$1]}"
	return "$code"
}

step build cargo build --locked --workspace --lib --bins --tests --examples
aside network cargo test --locked --workspace --test network -- --nocapture
# A third of an hour is what the tests take. One that waits for ever must not take the other steps, and the names of the failed ones, with it. In CI
# alone, because Ctrl-C at a terminal would not reach what `timeout` runs.
limit=()
[ -z "${CI:-}" ] || limit=(timeout --kill-after=60 3600)
step tests "${limit[@]}" cargo test --locked --workspace --no-fail-fast -- --skip under_a_relay_chain
aside demo-embedded demo embedded
aside demo-kubo demo kubo
# Not beside the tests: a browser that draws slows them down, and some of them have to act before a window ends.
aside portal-journey bash scripts/portal-test.sh
step pallet-benchmarks-and-try-runtime \
	cargo test --locked -p pallet-committee-ceremonies -p pallet-medical-records --features runtime-benchmarks,try-runtime
step fhir-schema python3 scripts/fhir.py client/audit/tests/vectors/bundle.json fuzz/corpus/consent/*.json docs/standing-answers.md
step wasm-vectors bash client/envelope/tests/wasm/run.sh
step demo-embedded joined demo-embedded
step demo-kubo joined demo-kubo
step polkadot-js bash scripts/polkadot-js.sh
step portal-journey joined portal-journey
step network-under-a-relay-chain joined network
step generated-files generated
verdict
