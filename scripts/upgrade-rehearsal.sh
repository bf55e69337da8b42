#!/usr/bin/env bash
# `make upgrade-rehearsal`: a network under a relay chain begins with the release before, works, and becomes what is built here by the council's
# decision (tests/network/tests/upgrade.rs). The release before is built from its commit, once, and only its own crates after `make build`.
# Afterwards the state that was there before the upgrade, and the one after it, are tried as operators try theirs (scripts/try-runtime.sh).
#   PREVIOUS=COMMIT   another one [default: the newest tag, or the commit in scripts/versions.sh where there is none]
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/versions.sh
. scripts/versions.sh

previous="${PREVIOUS:-$(git describe --tags --abbrev=0 2>/dev/null || echo "$PREVIOUS_RELEASE")}"
commit="$(git rev-parse --verify --quiet "$previous^{commit}")" || {
	echo "upgrade-rehearsal: this clone has no commit $previous: git fetch --unshallow" >&2
	exit 2
}
folder="$MEDQUORUM_CACHE/previous"
programs="$folder/$commit"
# Builds that release in the common target folder, with today's profiles: the crates of others are then those that are compiled already.
build_previous() (
	local source="$folder/source" wasm="$CARGO_TARGET_DIR/debug/wbuild"
	rm -rf "$source"
	mkdir -p "$source"
	git archive "$commit" | tar --extract --directory "$source"
	# Newer than what was built of ours, and ours newer again afterwards: cargo takes one workspace's crates for another's of the same age.
	find "$source" -type f -exec touch {} +
	{
		sed '/^\[profile\.dev\]/,$d' "$source/Cargo.toml"
		sed -n '/^\[profile\.dev\]/,$p' Cargo.toml
	} >"$source/Cargo.toml.new"
	mv "$source/Cargo.toml.new" "$source/Cargo.toml"
	# Both runtimes would lie in one folder, and each build would take the other's for its own. A run that was killed may have left ours aside.
	[ ! -d "$wasm.kept" ] || { rm -rf "$wasm" && mv "$wasm.kept" "$wasm"; }
	[ ! -d "$wasm" ] || mv "$wasm" "$wasm.kept"
	trap 'rm -rf "$wasm"; [ ! -d "$wasm.kept" ] || mv "$wasm.kept" "$wasm"; git ls-files -z | xargs -0 touch --no-create' EXIT
	# A test as well, so that features are those of a build of everything.
	(cd "$source" && cargo build --locked --workspace --bin medquorum --bin medquorum-node --test cli) || return
	mkdir -p "$programs.part"
	cp "$CARGO_TARGET_DIR/debug/medquorum" "$CARGO_TARGET_DIR/debug/medquorum-node" "$programs.part/"
	mv "$programs.part" "$programs"
	rm -rf "$source"
)
if [ ! -x "$programs/medquorum-node" ]; then
	echo "upgrade-rehearsal: building the release before, $previous"
	build_previous
	# Its programs lie where ours belong.
	cargo build --locked --workspace --bin medquorum --bin medquorum-node --test cli
fi
snapshots="$(mktemp -d)"
trap 'rm -rf "$snapshots"' EXIT
MEDQUORUM_PREVIOUS="$programs" MEDQUORUM_SNAPSHOTS="$snapshots" \
	cargo test --locked --workspace --features medquorum-network/upgrade --test network-upgrade -- --nocapture
worst=0
# What tries them is itself tested here alone: its features are others than everybody's, so that FRAME and the runtime are built once more.
SKIP_MEDQUORUM_RUNTIME_WASM_BUILD=1 cargo test --locked -p medquorum-try-runtime --features try-runtime || worst=1
for moment in before after; do
	echo "upgrade-rehearsal: the state $moment the upgrade"
	SNAPSHOT="$snapshots/$moment.json" bash scripts/try-runtime.sh || worst=$?
done
exit "$worst"
