#!/usr/bin/env bash
# `make bench`: the speeds that README quotes, measured here. Sizes and memory are not here: tests assert them.
#   arguments go to criterion, like a part of a benchmark's name
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/steps.sh
. scripts/steps.sh

grep -m 1 'model name' /proc/cpuinfo || true
printf 'AES instructions: %s\n' "$(grep -m 1 -oE '\b(aes|vaes)\b' /proc/cpuinfo | tr '\n' ' ')"
step envelope cargo bench --locked -p medquorum-envelope --benches -- "$@"
step threshold-decryption cargo bench --locked -p threshold-decryption --benches -- "$@"
verdict
