#!/usr/bin/env bash
# `make proxy-test`: docs/examples/nginx.conf before a development node, in a machine of its own (scripts/machine.sh), by the steps of
# docs/operators.md: wss:// with a certificate of an authority made for this, safe methods only, floods limited, nothing else let in.
# shellcheck disable=SC2016,SC2317 # the machine's shell expands its own lines; functions are called by name, through `step`
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/steps.sh
. scripts/steps.sh
# shellcheck source=scripts/machine.sh
. scripts/machine.sh

page=docs/operators.md
url=wss://node.clinic.example
work="$(mktemp -d "${TMPDIR:-/tmp}/medquorum-proxy-test.XXXXXX")"
machine_pid=''
cleanup() {
	local code=$?
	[ "$BASHPID" = "$$" ] || return
	if [ ${#failed[@]} != 0 ] && [ -n "$machine_pid" ]; then inside tail -n 20 /var/log/nginx/error.log >&2 || true; fi
	machine_stop
	rm -rf "$work" || true
	exit "$code"
}
trap cleanup EXIT

# probe …: scripts/websocket.py on the machine's network, with this machine's Python. It resolves no name of the machine's, so it is
# given the address and the name is checked all the same, by the certificate.
probe() {
	nsenter --target "$machine_init" --net -- python3 scripts/websocket.py wss://192.0.2.10 "$work/share/authority.pem" "$@"
}
# medquorum …: the client in the machine, with a home of its own.
medquorum() {
	inside env MEDQUORUM_HOME=/tmp/home MEDQUORUM_PASSPHRASE='a passphrase for a throw-away chain' "${environment[@]}" /share/medquorum "$@"
}
environment=(SSL_CERT_FILE=/share/authority.pem)
# says WORDS command…: it fails, with these words.
says() {
	local words=$1
	shift
	if "$@" >"$work/said" 2>&1; then
		echo "it was not refused: $*" >&2
		return 1
	fi
	grep -q -- "$words" "$work/said" || {
		echo "it was refused, but not by \"$words\":" >&2
		cat "$work/said" >&2
		return 1
	}
	head -n 1 "$work/said"
}
# equals WANTED HAVE
equals() {
	[ "$1" = "$2" ] || {
		printf 'wanted: %s\nhave:   %s\n' "$1" "$2" >&2
		return 1
	}
}

# The machine is 192.0.2.10 for others, and one of the others is 192.0.2.11.
start() {
	local program
	for program in medquorum medquorum-node; do cp "$CARGO_TARGET_DIR/debug/$program" "$work/share/" || return 1; done
	cp docs/examples/nginx.conf "$work/share/"
	inside_sh 'ip address add 192.0.2.10/32 dev lo; ip address add 192.0.2.11/32 dev lo
		echo 192.0.2.10 node.clinic.example >>/etc/hosts
		mkdir -p /etc/ssl/medquorum; cd /etc/ssl/medquorum; umask 077
		openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "/CN=Medquorum test authority" \
			-keyout authority.key -out authority.pem 2>/dev/null
		openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=node.clinic.example \
			-CA authority.pem -CAkey authority.key -addext basicConstraints=critical,CA:FALSE \
			-addext subjectAltName=DNS:node.clinic.example,IP:192.0.2.10 -keyout node.key -out node.pem 2>/dev/null
		cp authority.pem /share/authority.pem; chmod 644 /share/authority.pem
		systemd-run --quiet --unit=node --property=DynamicUser=yes --property=StateDirectory=node /share/medquorum-node --dev \
			--dev-block-time 500 --rpc-methods safe --base-path /var/lib/node --no-telemetry --no-hardware-benchmarks' || return 1
	wait_for 120 "the node answers" rpc system_health || return 1
	walk "$page" proxy 's#/usr/share/doc/medquorum-node/examples#/share#' >"$work/said" 2>&1 || {
		cat "$work/said" >&2
		return 1
	}
}

client() {
	medquorum --node "$url" init --development >"$work/said" 2>&1 || {
		cat "$work/said" >&2
		return 1
	}
	medquorum --node "$url" status --json >"$work/said" || return 1
	echo "connected to $(jq -r .node "$work/said"), with the authority in SSL_CERT_FILE"
	# Nobody vouches for the certificate.
	environment=()
	says 'cannot reach the node' medquorum --node "$url" status || return 1
	inside_sh 'cp /share/authority.pem /usr/local/share/ca-certificates/clinic.crt && update-ca-certificates' >/dev/null 2>&1 || return 1
	medquorum --node "$url" status >/dev/null
}

refuses_unsafe() {
	probe call system_chain author_rotateKeys system_peers >"$work/answers" || return 1
	cat "$work/answers"
	equals '"Medquorum Development"' "$(head -n 1 "$work/answers")" || return 1
	equals 2 "$(grep -c '^refused: RPC call is unsafe' "$work/answers")"
}

names_origins() {
	equals 101 "$(probe status)" || return 1
	equals 101 "$(probe status https://portal.clinic.example)" || return 1
	equals 403 "$(probe status https://evil.example)" || return 1
	equals 403 "$(probe status null)" || return 1
	# And no call without a websocket, from a page of wherever.
	equals 426 "$(inside curl --silent --output /dev/null --write-out '%{http_code}' --data '{}' "https://node.clinic.example")"
}

# Held open, so that the number counts and not the speed of this machine: 32 for each address.
limits_floods() {
	local taken refusal other
	read -r taken refusal other <<<"$(probe flood 80 192.0.2.11)"
	echo "of 80 connections $taken were taken, the rest were answered with $refusal; another address with $other"
	[ "$taken" -gt 0 ] && [ "$taken" -le 32 ] || return 1
	equals "429 101" "$refusal $other" || return 1
	taken_again() { [ "$(probe status)" = 101 ]; }
	wait_for 60 "the address is let in again" taken_again
}

keeps_open() { equals '"Medquorum Development"' "$(probe idle 70)"; }

lets_nothing_else_in() {
	says 'unencrypted\|without encryption\|encrypt' medquorum --node ws://node.clinic.example:9944 status || return 1
	# Even somebody who insists: the node listens on loopback only, and the proxy speaks TLS only.
	says 'does not answer\|cannot\|refused' medquorum --allow-insecure --node ws://node.clinic.example:9944 status || return 1
	says '' medquorum --allow-insecure --node ws://node.clinic.example:443 status || return 1
	equals 400 "$(inside curl --silent --output /dev/null --write-out '%{http_code}' http://node.clinic.example:443)"
}

machine_start "$work" || exit
step start start
[ ${#failed[@]} = 0 ] || verdict
step the-client-connects client
step unsafe-methods-are-refused refuses_unsafe
step origins-are-named names_origins
step floods-are-limited limits_floods
step open-connections-stay keeps_open
step nothing-else-is-let-in lets_nothing_else_in
verdict
