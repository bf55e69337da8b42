#!/usr/bin/env bash
# `make weights`: measures every call of our pallets on the runtime's wasm, as wasmtime runs it in a node, and writes each pallet's
# weights.rs. The bencher (tests/weights) is what frame-omni-bencher is too. It is built in the release profile, as operators build the
# node: its host functions (storage, hashes, signatures) are most of what a small call costs. Both builds have a target folder of
# their own, since their features are others than everybody's; the first takes 16 minutes on two cores, outside CI. Run it on the machine that is to be the
# reference, with nothing else running.
#   STEPS=50 REPEAT=20   fewer make it faster and the figures worse
#   PALLETS='committee-ceremonies'   only these
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/steps.sh
. scripts/steps.sh

target="$MEDQUORUM_CACHE/weights/target"
export CARGO_TARGET_DIR="$target"

# Without link-time optimisation, which would make the build longer still.
CARGO_PROFILE_RELEASE_LTO=off cargo build --locked -p medquorum-weights --release

# Flags and profile are those with which substrate-wasm-builder builds the runtime that the node embeds. Its thin LTO
# counts: without it the same code measures slower than what a node runs.
CARGO_PROFILE_RELEASE_LTO=thin CARGO_PROFILE_RELEASE_PANIC=abort \
	RUSTFLAGS='-C link-arg=--export-table -C link-arg=--export=__heap_base -C link-arg=--import-memory --cfg substrate_runtime' \
	cargo rustc --locked -p medquorum-runtime --lib --crate-type cdylib --release \
	--target wasm32v1-none --no-default-features --features runtime-benchmarks

for pallet in ${PALLETS:-medical-records committee-ceremonies}; do
	output="pallets/$pallet/src/weights.rs"
	"$target/release/medquorum-weights" \
		--runtime "$target/wasm32v1-none/release/medquorum_runtime.wasm" \
		--genesis-builder runtime --genesis-builder-preset development \
		--pallet "pallet_${pallet//-/_}" --extrinsic '*' \
		--steps "${STEPS:-50}" --repeat "${REPEAT:-20}" \
		--template scripts/weights.hbs --output "$output"
	rustfmt --edition 2024 "$output"
	echo "weights: $output is written; review the differences and run make test"
done
scripts/call-costs.py --write
