#!/usr/bin/env bash
# `make lint`: everything that can be said about the sources without running them. All steps run; the last line names the failed ones.
# shellcheck disable=SC2317 # functions are called by name, through `step`
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/steps.sh
. scripts/steps.sh

for tool in taplo cargo-deny cargo-machete zepter shellcheck jq; do
	command -v "$tool" >/dev/null || {
		echo "lint: $tool is missing: run make setup" >&2
		exit 2
	}
done

# Clippy and rustdoc on what an ordinary build compiles: `cargo clippy` and `cargo doc` would check a thousand dependencies a
# second and a third time. Any warning is a failure; cargo repeats the warnings of what it does not compile again.
clippy() {
	local messages code=0
	messages="$(mktemp)"
	RUSTC_WORKSPACE_WRAPPER="$PWD/scripts/clippy-and-rustdoc.sh" SKIP_MEDQUORUM_RUNTIME_WASM_BUILD=1 \
		cargo build --locked --keep-going --message-format=json-diagnostic-rendered-ansi "$@" >"$messages" || code=$?
	jq -j 'select(.reason == "compiler-message" and (.message.level == "warning" or .message.level == "error"))
		| .message.rendered' "$messages" >"$messages.rendered"
	cat "$messages.rendered"
	[ ! -s "$messages.rendered" ] || code=1
	rm -f "$messages" "$messages.rendered"
	return "$code"
}

deny() {
	cargo deny --locked --offline --log-level error check --hide-inclusion-graph bans licenses sources
}

# The client is linked by others: no licence that would bind them may be in it, whatever the node contains.
deny_client() {
	cargo deny --locked --offline --log-level error --manifest-path client/cli/Cargo.toml --config .config/deny-client.toml \
		check --hide-inclusion-graph licenses
}

scripts() {
	local files
	mapfile -t files < <(git ls-files -- '.ci/run' '*.sh')
	shellcheck --external-sources "${files[@]}"
}

# The core decides and does nothing, and so do catalogue, audit and the table of an archive: no runtime, node, file or operating system is below them, and they
# compile where there is none of them. Their own clippy.toml refuse what the standard library still offers there.
core_is_pure() {
	local crate below
	for crate in medquorum-core medquorum-catalogue medquorum-audit medquorum-manifest; do
		below="$(cargo tree --locked --offline -p "$crate" --edges normal --prefix none | sed 's/ .*//' | sort -u)"
		grep -qx medquorum-envelope <<<"$below" || {
			echo "lint: cargo tree does not list the dependencies of $crate" >&2
			return 1
		}
		if grep -xE 'tokio|subxt|rustix|reqwest|hyper|clap|ipfs-api-.*|medquorum-(store|chain|client|files)' <<<"$below"; then
			echo "lint: $crate depends on these, directly or not; reach them through a port" >&2
			return 1
		fi
		cargo check --locked --quiet -p "$crate" --target wasm32-unknown-unknown || return 1
	done
}

# absent PATTERN FILES…: git grep finds nothing. It says that by 1; more than 1 is a search that failed.
absent() {
	local pattern=$1 code=0
	shift
	git grep -nIE -e "$pattern" -- "$@" || code=$?
	[ "$code" = 1 ]
}

# Paths of somebody's machine, and package hosts other than the public ones, have no place in the tree.
no_machine() {
	local failures=0
	absent '(^|[^[:alnum:]_./~-])/(root|home/[a-z][a-z0-9]+|work|Users/[A-Za-z]+)/' . ':!scripts/lint.sh' ':!*.lock' || failures=1
	absent '"resolved": *"' '*package-lock.json' || failures=1
	absent '://|registry *=|_auth|proxy *=' '*.npmrc' || failures=1
	absent '://|-(index|find-links|trusted)|^-' '*requirements*.txt' || failures=1
	# A replacement may name another host or a folder of this machine.
	absent '://|^replace|=>' '*go.mod' || failures=1
	absent '://|^\[(source|registr|http|net|patch)' '.cargo/*' || failures=1
	awk '/^source = / && $0 != "source = \"registry+https://github.com/rust-lang/crates.io-index\"" { print FILENAME ":" NR ": " $0; found = 1 }
		END { exit found }' Cargo.lock || failures=1
	return "$failures"
}

# What a merge leaves behind where nobody decided.
no_conflicts() {
	! git grep -nE '^(<<<<<<<|>>>>>>>) '
}

# Programs are started in one place, which keeps the passphrase from them.
programs() {
	absent 'Command::new\(' 'client/*/src/*.rs' ':!client/notify/src/child.rs' ':!client/*/src/*tests*'
}

# Words that CONTRIBUTING replaces by plainer ones. "There is none" is plain.
english() {
	local failures=0
	absent '[^_[:alnum:]](goes|go|going|gone|went) on([^_[:alnum:]]|$)|[^_[:alnum:]]anew([^_[:alnum:]]|$)' \
		'*.rs' '*.ftl' '*.md' '*.sh' '*.py' '*.mjs' ':!CONTRIBUTING.md' ':!scripts/lint.sh' || failures=1
	absent '(it|this|that|which|file|name|code|line|one|other|others|what) (is|are) none([^_[:alnum:]]|$)' \
		'*.rs' '*.ftl' '*.md' ':!CONTRIBUTING.md' || failures=1
	return "$failures"
}

step no-conflict-markers no_conflicts
step programs programs
step english english
step format cargo fmt --all --check
step toml-format taplo format --check
step toml taplo check
step features zepter run check
step unused-dependencies cargo machete
step scripts scripts
step no-machine-in-tree no_machine
step layers scripts/layers.py
step lengths scripts/lengths.py
step imports scripts/imports.py
step comments scripts/comments.py
step citations scripts/citations.py
step monitoring scripts/monitoring.py
step costs-of-calls scripts/call-costs.py
step licences-bans-sources deny
step licences-of-the-client deny_client
step core-is-pure core_is_pure
step clippy-and-doc-links clippy --workspace --all-targets --features medquorum-network/light,medquorum-network/rest,medquorum-network/upgrade
step clippy-pallet-features clippy -p pallet-committee-ceremonies -p pallet-medical-records --all-targets --features runtime-benchmarks,try-runtime
verdict
