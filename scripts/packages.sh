#!/usr/bin/env bash
# `make packages`: medquorum-node and medquorum as Debian packages, into DIR (default: debian/ in the build folder).
#   scripts/packages.sh release DIR   builds with the release profile first: the node's runtime is compressed there, as a relay chain
#                                     wants it, and both programs are optimised. This is what is handed out.
#   scripts/packages.sh debug DIR     packs the programs of `make build`, for tests
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/steps.sh
. scripts/steps.sh
# shellcheck source=scripts/versions.sh
. scripts/versions.sh

profile=${1:-release}
target="${2:-$CARGO_TARGET_DIR/debian}"
fail() {
	echo "packages: $*" >&2
	exit "${code:-1}"
}

# Unoptimised, as set-up compiles the other tools.
install_cargo_deb() {
	! grep -qs "\"cargo-deb $CARGO_DEB " "$MEDQUORUM_CACHE/tools/.crates2.json" || return 0
	echo "packages: compiling cargo-deb $CARGO_DEB (a minute or two, once)"
	mkdir -p "$MEDQUORUM_CACHE/logs"
	CARGO_PROFILE_DEV_DEBUG=0 CARGO_PROFILE_DEV_OPT_LEVEL=0 CARGO_TARGET_DIR="$MEDQUORUM_CACHE/tools/target" \
		cargo install --debug --locked --root "$MEDQUORUM_CACHE/tools" "cargo-deb@$CARGO_DEB" >"$MEDQUORUM_CACHE/logs/cargo-deb.log" 2>&1 ||
		fail "cannot build cargo-deb $CARGO_DEB (log: $MEDQUORUM_CACHE/logs/cargo-deb.log)"
}

install_cargo_deb
command -v dpkg-shlibdeps >/dev/null || code=2 fail "dpkg-shlibdeps is missing: install Debian's package dpkg-dev"
case "$profile" in
release) cargo build --locked --release --workspace --all-targets ;;
debug) ;;
*) code=2 fail "there is no profile \"$profile\": say release or debug" ;;
esac
for program in medquorum-node medquorum; do
	[ -x "$CARGO_TARGET_DIR/$profile/$program" ] || fail "$program is not built: run make build"
done

# cargo-deb packs what lies in `release` of a build folder; here one is made that holds only what goes into a package, so that nothing
# stale is packed. Hard links, or copies where the disk is another.
stage="$(mktemp -d "${TMPDIR:-/tmp}/medquorum-packages.XXXXXX")"
trap 'rm -rf "$stage"' EXIT
generated="$stage/release/packaging"
mkdir -p "$generated/man" "$target"
for program in medquorum-node medquorum; do
	ln "$CARGO_TARGET_DIR/$profile/$program" "$stage/release/" 2>/dev/null || cp "$CARGO_TARGET_DIR/$profile/$program" "$stage/release/"
done
"$stage/release/medquorum" man --dir "$generated/man" 2>/dev/null
for shell in bash zsh fish; do "$stage/release/medquorum" completions "$shell" >"$generated/medquorum.$shell"; done
# Without name and time of the file inside, so that the same sources give the same package.
gzip -9 --no-name "$generated"/man/*.1
gzip -9 --no-name --stdout packaging/node/medquorum-node.8 >"$generated/medquorum-node.8.gz"

for manifest in node client/cli; do
	CARGO_TARGET_DIR="$stage" cargo deb --quiet --no-build --locked --offline --fast --manifest-path "$manifest/Cargo.toml" --output "$target/" ||
		fail "cargo-deb refuses $manifest"
done
