# shellcheck shell=bash
# A Debian machine for a test: systemd as its first process, units in their real sandboxes, packages installed for good, and
# nothing of it on the machine that runs the test. It is made of namespaces (files, processes, network, cgroups) over one
# Debian root, which is fetched once; what a test writes lies in memory and is gone with it. It has no network but loopback.
# Sourced after steps.sh and processes.sh, by root.

# What the machine has, beside the least that Debian is. lintian and openssl are for the tests; the rest is what an operator has.
MACHINE_PACKAGES=bash-completion,ca-certificates,curl,dbus,faketime,iproute2,jq,lintian,man-db,nginx-light,openssl,procps,systemd,systemd-sysv

# machine_root: fetches the Debian root where it is not there, and prints its path.
machine_root() {
	local root
	root="$MEDQUORUM_CACHE/machine/$(sha256sum <<<"bookworm $MACHINE_PACKAGES" | cut -c1-16)"
	if [ ! -e "$root/etc/os-release" ]; then
		[ "$(id -u)" = 0 ] || {
			echo "machine: a Debian root is made by root: run this with sudo -E" >&2
			return 2
		}
		command -v mmdebstrap >/dev/null || {
			echo "machine: mmdebstrap is missing: install Debian's package mmdebstrap" >&2
			return 2
		}
		echo "machine: fetching Debian 12 (a minute or two, once)" >&2
		rm -rf "$root.part"
		mkdir -p "$(dirname "$root")"
		# Without scripts of the packages that would start something: there is nothing to start it in yet.
		mmdebstrap --quiet --mode=root --variant=minbase --include="$MACHINE_PACKAGES" bookworm "$root.part" >&2 || return 1
		# A test starts what it wants itself.
		rm -f "$root.part"/etc/systemd/system/multi-user.target.wants/nginx.service
		mv "$root.part" "$root"
	fi
	printf '%s\n' "$root"
}

# machine_start WORK: starts the machine; WORK/share is its /share. Sets machine_pid and machine_init; 1 if it does not come up within
# a minute, 2 where this system cannot start one.
machine_start() {
	local work=$1 root state=''
	[ "$(id -u)" = 0 ] || {
		echo "machine: namespaces with an init of their own are made by root: run this with sudo -E" >&2
		return 2
	}
	root="$(machine_root)" || return
	mkdir -p "$work/share" "$work/machine"
	unshare --mount --pid --uts --ipc --net --cgroup --fork --kill-child bash scripts/machine-boot.sh "$root" "$work" \
		>"$work/machine.log" 2>&1 </dev/null &
	machine_pid=$!
	for _ in $(seq 600); do
		machine_init="$(cat "/proc/$machine_pid/task/$machine_pid/children" 2>/dev/null || true)"
		machine_init="${machine_init%% *}"
		[ "$(cat "/proc/${machine_init:-none}/comm" 2>/dev/null || true)" != systemd ] || state="$(inside systemctl is-system-running 2>/dev/null || true)"
		case "$state" in running | degraded) return 0 ;; esac
		kill -0 "$machine_pid" 2>/dev/null || break
		sleep 0.1
	done
	echo "machine: systemd does not start in namespaces of its own here (${state:-it ended}):" >&2
	tail -n 5 "$work/machine.log" >&2
	return 1
}

# machine_stop: ends the machine with everything in it. `unshare` ends by no other signal, and takes the machine with it.
machine_stop() {
	[ -n "${machine_pid:-}" ] || return 0
	kill -KILL "$machine_pid" 2>/dev/null || true
	wait "$machine_pid" 2>/dev/null || true
	machine_pid=''
}

# inside command…: runs a command in the machine, as root, with nothing of this machine's environment.
inside() {
	nsenter --target "$machine_init" --mount --pid --uts --ipc --net --cgroup --root -- \
		env --chdir=/ -i HOME=/root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@" </dev/null
}

# inside_sh TEXT: the same for lines of shell; the first that fails ends them.
inside_sh() { inside bash -euo pipefail -c "$1"; }

# walk PAGE NAME [SED…]: runs, in the machine, the block of a page of docs/ that follows the comment `<!-- walked: NAME -->`, word for word
# but for what the sed scripts replace: names and addresses of the example. So page and test cannot drift apart.
walk() {
	local page=$1 name=$2 text
	shift 2
	text="$(block "$page" "$name")" || return 1
	for change; do text="$(sed -E "$change" <<<"$text")"; done
	inside_sh "$text" || {
		printf 'failed: the steps "%s" of %s:\n%s\n' "$name" "$page" "$text" >&2
		return 1
	}
}

# block PAGE NAME: prints that block.
block() {
	awk -v mark="<!-- walked: $2 -->" '
		index($0, mark) { found = 1; next }
		found == 1 && /^ *```/ { found = 2; next }
		found == 2 && /^ *```/ { exit }
		found == 2 { print; lines++ }
		END { exit lines == 0 }' "$1" || {
		echo "$1 has no steps named \"$2\"" >&2
		return 1
	}
}

# rpc METHOD [PARAMETERS]: asks the node in the machine by HTTP, on the port of an ordinary installation; prints the result; an error is a failure.
rpc() {
	inside curl --silent --max-time 20 --header 'Content-Type: application/json' \
		--data "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$1\",\"params\":${2:-[]}}" http://127.0.0.1:9944 |
		jq -er 'if .error then error(.error.message) else .result end'
}

# wait_for SECONDS WHAT command…: until the command succeeds; says what did not happen.
wait_for() {
	local seconds=$1 what=$2 end
	shift 2
	end=$((SECONDS + seconds))
	until "$@" >/dev/null 2>&1; do
		[ $SECONDS -lt $end ] || {
			echo "not within $seconds s: $what" >&2
			return 1
		}
		sleep 0.5
	done
}
