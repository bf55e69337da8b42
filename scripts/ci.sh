#!/usr/bin/env bash
# What continuous integration runs (.ci/run calls it), on a bare machine: set-up, `make lint`, `make test`, with the time of each.
set -euo pipefail
cd "$(dirname "$0")/.."
export CI=true
# A clone that is built once gains nothing from incremental compiling, which takes gigabytes and time.
export CARGO_INCREMENTAL=0
exec </dev/null

started=$SECONDS
step() {
	local name=$1 from=$SECONDS code=0
	shift
	printf '\n### %s\n' "$name"
	"$@" || code=$?
	printf '### %s: %s after %d min %02d s\n' "$name" "$([ "$code" = 0 ] && echo passed || echo "FAILED ($code)")" \
		$(((SECONDS - from) / 60)) $(((SECONDS - from) % 60))
	return "$code"
}

# `make` itself may be what is missing, so the first step does without it.
step setup bash scripts/setup.sh
step lint make --no-print-directory lint
step test make --no-print-directory test
printf '\n### all passed after %d min %02d s\n' $(((SECONDS - started) / 60)) $(((SECONDS - started) % 60))
