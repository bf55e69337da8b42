#!/bin/sh
# Builds the envelope for wasm32-unknown-unknown and runs the frozen vectors in it under Node.js:
#     client/envelope/tests/wasm/run.sh
set -eu
cd "$(dirname "$0")/../../../.."
target="${CARGO_TARGET_DIR:-$HOME/.cache/medquorum/target}"
CARGO_TARGET_DIR="$target" cargo build --locked -p medquorum-envelope --target wasm32-unknown-unknown --example vectors_wasm
exec node client/envelope/tests/wasm/run.mjs "$target/wasm32-unknown-unknown/debug/examples/vectors_wasm.wasm"
