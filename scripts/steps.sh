# shellcheck shell=bash
# For scripts made of steps that should all run, with a list of the failed ones at the end. Sourced after `cd` to the root.

export MEDQUORUM_CACHE="${MEDQUORUM_CACHE:-$HOME/.cache/medquorum}"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$MEDQUORUM_CACHE/target}"
export PATH="$MEDQUORUM_CACHE/tools/bin:$MEDQUORUM_CACHE/venv/bin:$PATH"
export TAPLO_CONFIG="$PWD/.config/taplo.toml"
failed=()

# step NAME command…: runs it, prints how long it took, remembers a failure.
step() {
	local name=$1 from=$SECONDS
	shift
	printf -- '--- %s\n' "$name"
	if "$@"; then
		printf -- '--- %s: ok, %d s\n' "$name" $((SECONDS - from))
	else
		printf -- '--- %s: FAILED, %d s\n' "$name" $((SECONDS - from))
		failed+=("$name")
	fi
}

# verdict: ends the script.
verdict() {
	if [ ${#failed[@]} = 0 ]; then
		exit 0
	fi
	printf 'failed: %s\n' "$(printf '%s, ' "${failed[@]}" | sed 's/, $//')" >&2
	exit 1
}
