# shellcheck shell=bash disable=SC2034
# Every version that set-up pins outside Cargo.lock, go.sum and package-lock.json. Read by the other scripts.
CARGO_DENY=0.20.2
CARGO_MACHETE=0.9.2
ZEPTER=1.88.2
TAPLO=0.9.3
PYDICOM=3.0.2
