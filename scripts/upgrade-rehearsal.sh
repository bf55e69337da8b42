#!/usr/bin/env bash
# `make upgrade-rehearsal`: a network under a relay chain begins with the release before, works, and becomes what is built here by the council's
# decision (tests/network/tests/upgrade.rs). The release before is built from its commit, once, into the cache: half an hour on two cores and
# 30 GB on a bare machine.
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
if [ ! -x "$programs/medquorum-node" ]; then
	rm -rf "$folder/source"
	mkdir -p "$folder/source"
	git archive "$commit" | tar --extract --directory "$folder/source"
	echo "upgrade-rehearsal: building the release before, $previous"
	# A test as well, so that features are those of a build of everything.
	(cd "$folder/source" && CARGO_TARGET_DIR="$folder/target" cargo build --locked --workspace --bin medquorum --bin medquorum-node --test cli)
	mkdir -p "$programs.part"
	cp "$folder/target/debug/medquorum" "$folder/target/debug/medquorum-node" "$programs.part/"
	mv "$programs.part" "$programs"
	# 30 GB, and needed again only for another release.
	rm -rf "$folder/source" "$folder/target"
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
