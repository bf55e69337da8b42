# Medquorum. `make` alone lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help

# Everything downloaded or built lives in one folder, shared by all clones on a machine. Its last part must be `target`:
# the runtime's build script looks for that name. The other build variables are in .cargo/config.toml; RUSTFLAGS, features
# and profiles are part of what cargo compares, so nothing here changes them. docs/building.md explains each one.
export MEDQUORUM_CACHE ?= $(HOME)/.cache/medquorum
export CARGO_TARGET_DIR ?= $(MEDQUORUM_CACHE)/target
export PATH := $(MEDQUORUM_CACHE)/tools/bin:$(MEDQUORUM_CACHE)/venv/bin:$(PATH)
export TAPLO_CONFIG := $(CURDIR)/.config/taplo.toml

.PHONY: help
help: ## Lists the targets
	@printf 'Medquorum: medical records that no single party can open.\n\nFirst time: make demo\n\n'
	sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 20

.PHONY: setup
setup: ## Installs everything that is missing (Debian packages, Rust targets, Kubo, npm packages, test inputs)
	@bash scripts/setup.sh

.PHONY: build
build: ## Builds the node, the command line and every test
	cargo build --locked --workspace --lib --bins --tests --examples

.PHONY: demo
demo: ## Tells the whole journey on a real CT scan (FILE=scan.dcm STORE=kubo KEEP=1)
	@bash scripts/setup.sh demo
	@echo "demo: building the node and the client: about 20 minutes on two cores the first time, seconds after that"
	@# No test is built. Only our own crates are built again by `make build`: tests/story asks for the features that tests want of others.
	@cargo build --locked -p medquorum-node -p medquorum-cli -p medquorum-story
	@bash scripts/demo.sh

.PHONY: portal
portal: build ## Starts a development node and eight people, each with a page in the browser to click through
	@"$(CARGO_TARGET_DIR)/debug/medquorum" portal --demo

.PHONY: test
test: setup ## Runs every test: unit, end-to-end, relay chain, demo, Kubo, wasm vectors, Polkadot.js, portal in a browser, generated files
	@bash scripts/test.sh

.PHONY: lint
lint: setup ## Checks format, lints, documentation links, licences, sources, unused dependencies, scripts
	@bash scripts/lint.sh

.PHONY: fmt
fmt: setup ## Formats Rust and TOML
	cargo fmt --all
	taplo format

.PHONY: bench
bench: setup build ## Measures the speeds of docs/performance.md against cp, rage, gpg, openssl and Kubo (QUICK=1: small sizes)
	@bash scripts/bench.sh

.PHONY: bench-portal
bench-portal: setup build ## Measures the portal's budgets against the command line (SIZE_MIB=1024 MEMORY_SIZE_MIB=10240 RECORDS=10000 STORE=kubo PROFILE=release)
	@bash scripts/bench-portal.sh

.PHONY: load
load: build ## Loads a development node, or a parachain under a relay chain, with whole accesses of many people and prints figures (LANES=64 SECONDS_LONG=60 BLOCK_MS=1000 RECORDS=0 PROFILE=release BURST=10 NETWORK=1)
	@bash scripts/load.sh

.PHONY: spam
spam: build ## Floods a development node as well as two accounts and many requesters can, and fails unless approvals land within two blocks (TIP=100000000 PROFILE=release)
	@bash scripts/spam.sh

.PHONY: fuzz
fuzz: setup ## Feeds damaged bytes to every decoder until one breaks (SECONDS_EACH=60 TARGET=header; needs nightly and cargo-fuzz)
	@bash scripts/fuzz.sh

.PHONY: figures
figures: setup build ## Measures the sizes, memory peaks and weights of README and prints them as its table
	@bash scripts/figures.sh

.PHONY: weights
weights: ## Measures the weights of both pallets on the real wasm and writes their weights.rs (PALLETS=medical-records; long; not part of CI)
	@bash scripts/weights.sh

# `--workspace` although one crate is meant: with `-p` cargo may choose other features for shared crates and rebuild them.
.PHONY: metadata
metadata: ## Writes the runtime's metadata for the client (then review and commit it)
	UPDATE_METADATA=1 cargo test --workspace --test runtime metadata

.PHONY: presets
presets: ## Writes the genesis presets as JSON (then review and commit them)
	UPDATE_PRESETS=1 cargo test --workspace --test runtime presets

.PHONY: chain-spec
chain-spec: build ## Makes the plain and raw chain specs of the development and local networks
	@bash scripts/chain-spec.sh

.PHONY: advisories
advisories: ## Checks the dependencies against the RustSec database (needs the network; not part of CI)
	cargo deny --locked check advisories

.PHONY: frost
frost: ## Lets FROST's own key generation compute our ceremonies again and compares with tests/vectors/frost.json (needs the network; not part of CI)
	cargo run --quiet --locked --manifest-path primitives/threshold-decryption/tests/reference/frost/Cargo.toml \
		| diff primitives/threshold-decryption/tests/vectors/frost.json -

.PHONY: transcript
transcript: build ## Runs the demo and puts what it printed into README.md and docs/demo-transcript.md
	@bash scripts/transcript.sh

.PHONY: polkadot-js
polkadot-js: build ## Runs the Polkadot.js journey against a fresh development node
	@bash scripts/polkadot-js.sh

.PHONY: network-test
network-test: setup build ## Runs the parachain under a relay chain of its own: what `make test` runs of it, its longer faults, and light-test
	cargo test --locked --workspace --features medquorum-network/rest --test network --test network-rest -- --nocapture
	$(MAKE) light-test

# Beside the ordinary build: what a light client wants of shared crates would have the whole node compiled again.
.PHONY: light-test
light-test: setup build ## Reads the parachain under a relay chain without a node, by `medquorum --light` (builds the client a second time; not part of CI)
	cargo build --locked -p medquorum-cli --features light-client --target-dir "$(MEDQUORUM_CACHE)/light"
	MEDQUORUM_LIGHT_CLIENT="$(MEDQUORUM_CACHE)/light/debug/medquorum" \
		cargo test --locked --workspace --features medquorum-network/light --test network-light -- --nocapture

.PHONY: network-demo
network-demo: setup build ## Starts a relay chain, two collators and a full node, says who runs what, tells the way of a record, and waits for Enter
	@"$(CARGO_TARGET_DIR)/debug/medquorum-network-demo"

.PHONY: upgrade-rehearsal
upgrade-rehearsal: setup build ## Upgrades a network under a relay chain from the release before to this one (long the first time; not part of CI)
	@bash scripts/upgrade-rehearsal.sh

.PHONY: try-runtime
try-runtime: ## Tries this release's migrations, and all that must hold, on the state of a real chain (SNAPSHOT=state.json or NODE=ws://127.0.0.1:9944)
	@bash scripts/try-runtime.sh

.PHONY: portal-test
portal-test: build ## Runs the portal's journey in a real browser, by clicks alone
	@bash scripts/portal-test.sh

.PHONY: screenshots
screenshots: build ## Takes the pictures of the portal in README, from a real run of its journey
	@SHORT=1 PICTURES=docs/pictures bash scripts/portal-test.sh

.PHONY: monitoring-test
monitoring-test: ## Tries the alert rules and the board's expressions with Prometheus' promtool (not part of CI: it comes from Debian's package prometheus)
	@bash scripts/monitoring-test.sh

.PHONY: packages
packages: ## Makes the Debian packages of node and client from a release build (long; see packaging/README.md)
	@bash scripts/packages.sh release

.PHONY: packages-test
packages-test: ## Installs the packages of what is built into a throw-away Debian machine and starts their services (by root, 8 minutes)
	@bash scripts/packages-test.sh

.PHONY: backup-test
backup-test: ## Walks the steps of docs/operators.md for backup and restore, in throw-away machines (by root, 6 minutes)
	@bash scripts/backup-test.sh

.PHONY: proxy-test
proxy-test: ## Tries docs/examples/nginx.conf: wss://, safe methods, floods, origins (by root, 2 minutes)
	@bash scripts/proxy-test.sh

.PHONY: node-faults
node-faults: ## Causes what can be wrong when a node starts, and compares what it says with docs/operators.md (by root, 5 minutes)
	@bash scripts/node-faults.sh

.PHONY: clean
clean: ## Removes what was built from this repository; keeps dependencies, tools and inputs
	cargo clean --locked -p medquorum-audit -p medquorum-catalogue -p medquorum-chain -p medquorum-cli -p medquorum-client -p medquorum-core -p medquorum-e2e \
		-p medquorum-envelope -p medquorum-files -p medquorum-fuzz -p medquorum-load -p medquorum-manifest -p medquorum-network -p medquorum-node \
		-p medquorum-notify -p medquorum-portal -p medquorum-runtime -p medquorum-session -p medquorum-store -p medquorum-story -p medquorum-try-runtime \
		-p medquorum-weights -p pallet-committee-ceremonies -p pallet-medical-records -p threshold-decryption
	rm -f tests/polkadot-js/node_modules tests/portal/node_modules
