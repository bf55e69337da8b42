# shellcheck shell=bash
# For scripts made of steps that should all run, with a list of the failed ones at the end. Sourced after `cd` to the root.

export MEDQUORUM_CACHE="${MEDQUORUM_CACHE:-$HOME/.cache/medquorum}"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$MEDQUORUM_CACHE/target}"
export PATH="$MEDQUORUM_CACHE/tools/bin:$MEDQUORUM_CACHE/venv/bin:$PATH"
export TAPLO_CONFIG="$PWD/.config/taplo.toml"
failed=()
declare -A said

# step NAME command…: runs it, prints how long it took, remembers a failure and what it said last.
step() {
	local name=$1 from=$SECONDS code=0
	shift
	printf -- '--- %s\n' "$name"
	if [ -t 1 ]; then
		"$@" || code=$?
	else
		kept "$name" "$@" || code=$?
	fi
	if [ "$code" = 0 ]; then
		printf -- '--- %s: ok, %d s\n' "$name" $((SECONDS - from))
	else
		printf -- '--- %s: FAILED, %d s\n' "$name" $((SECONDS - from))
		failed+=("$name")
	fi
}

# kept NAME command…: what it says is also kept, for the verdict. A terminal keeps it by itself, and gets bars and colours.
kept() {
	local name=$1 log code=0 to tee
	shift
	log="$(mktemp)"
	# Not in a pipe: the command must run in this shell, which knows what `aside` has begun.
	exec {to}> >(exec tee "$log")
	tee=$!
	"$@" >&"$to" 2>&1 || code=$?
	exec {to}>&-
	# It ends with the last process that may write, which is not waited for if it outlives the command.
	for _ in $(seq 50); do
		kill -0 "$tee" 2>/dev/null || break
		sleep 0.1
	done
	[ "$code" = 0 ] || said[$name]="$(tail -n 25 "$log")"
	rm -f "$log"
	return "$code"
}

# verdict: ends the script. What failed is said once more, since other steps have run since.
verdict() {
	local name
	[ ${#failed[@]} -gt 0 ] || exit 0
	for name in "${!said[@]}"; do printf -- '--- %s ended with\n%s\n' "$name" "${said[$name]}" >&2; done
	printf 'failed: %s\n' "$(printf '%s, ' "${failed[@]}" | sed 's/, $//')" >&2
	exit 1
}
