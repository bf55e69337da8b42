#!/usr/bin/env bash
# `make fuzz`: libFuzzer over every decoder of fuzz/src, or one: TARGET=header SECONDS_EACH=600. What breaks a decoder is kept in
# fuzz/artifacts, what reaches new code in the cache; `make test` replays the seeds of fuzz/corpus without any of this.
set -euo pipefail
cd "$(dirname "$0")/.."

cache="${MEDQUORUM_CACHE:-$HOME/.cache/medquorum}"
cargo +nightly fuzz --version >/dev/null 2>&1 || {
	echo "fuzz: cargo-fuzz is missing: rustup toolchain install nightly && cargo install --locked cargo-fuzz" >&2
	exit 2
}
# Link-time optimisation over an instrumented program takes longer than the fuzzing.
export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16
mapfile -t targets < <(if [ -n "${TARGET:-}" ]; then echo "$TARGET"; else ls fuzz/corpus; fi)
broken=()
for target in "${targets[@]}"; do
	[ -d "fuzz/corpus/$target" ] || {
		echo "fuzz: there is no target $target: fuzz/corpus lists them" >&2
		exit 2
	}
	found="$cache/fuzz/$target"
	mkdir -p "$found" "fuzz/artifacts/$target"
	printf '%s\n' "--- $target, ${SECONDS_EACH:-60} s"
	MEDQUORUM_FUZZ="$target" cargo +nightly fuzz run --target-dir "$CARGO_TARGET_DIR-fuzz" --features libfuzzer any \
		"$found" "fuzz/corpus/$target" -- -max_total_time="${SECONDS_EACH:-60}" -rss_limit_mb=2048 -timeout=20 \
		-artifact_prefix="fuzz/artifacts/$target/" || broken+=("$target")
done
[ ${#broken[@]} = 0 ] || {
	echo "fuzz: broken: ${broken[*]} (what broke each lies in fuzz/artifacts)" >&2
	exit 1
}
echo "fuzz: ${#targets[@]} targets, none broken"
