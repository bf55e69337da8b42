#!/usr/bin/env bash
# Builds the relay chain's runtime for tests/network into the cache: once per lock file, about six minutes on two cores.
# Plain cargo with the flags that substrate-wasm-builder 35 passes: with that crate, binaryen would be compiled a second time.
#   scripts/relay.sh           builds it if it is not there, and prints its path
#   scripts/relay.sh --where   prints its path, or says how to get it
set -euo pipefail
cd "$(dirname "$0")/../tests/network/relay"

cache="${MEDQUORUM_CACHE:-$HOME/.cache/medquorum}"
stamp="$(cat Cargo.toml Cargo.lock src/lib.rs ../../../rust-toolchain.toml | sha256sum | cut -c1-16)"
wasm="$cache/relay/rococo-$stamp.wasm"
if [ ! -s "$wasm" ]; then
	[ "${1:-}" != --where ] || {
		echo "relay: the relay chain's runtime is missing: run make setup" >&2
		exit 2
	}
	target="$cache/relay/target"
	RUSTFLAGS="-C link-arg=--export-table --cfg substrate_runtime" CARGO_TARGET_DIR="$target" \
		cargo rustc --locked --release --target wasm32v1-none >&2
	mkdir -p "$cache/relay"
	cp "$target/wasm32v1-none/release/medquorum_test_relay.wasm" "$wasm.part"
	mv "$wasm.part" "$wasm"
	# What it was made of is 1 GB and is needed again only with another lock file.
	rm -rf "$target"
fi
printf '%s\n' "$wasm"
