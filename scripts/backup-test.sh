#!/usr/bin/env bash
# `make backup-test`: every way back of docs/operators.md, by its own steps, in machines of their own (scripts/machine.sh): a node on another
# disk, a node whose machine is lost, a person's folder, the 24 words alone, a store that is copied while it is used.
# shellcheck disable=SC2016,SC2317 # the machine's shell expands its own lines; functions are called by name, through `step`
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/steps.sh
. scripts/steps.sh
# shellcheck source=scripts/machine.sh
. scripts/machine.sh

page=docs/operators.md
phrase='a passphrase for a throw-away chain'
work="$(mktemp -d "${TMPDIR:-/tmp}/medquorum-backup-test.XXXXXX")"
machine_pid=''
cleanup() {
	local code=$?
	[ "$BASHPID" = "$$" ] || return
	if [ ${#failed[@]} != 0 ] && [ -n "$machine_pid" ]; then inside journalctl --no-pager --lines 30 --unit 'medquorum-*' >&2 || true; fi
	machine_stop
	rm -rf "$work" || true
	exit "$code"
}
trap cleanup EXIT

# equals WHAT WANTED HAVE
equals() {
	[ "$2" = "$3" ] || {
		printf '%s\nwanted: %s\nhave:   %s\n' "$1" "$2" "$3" >&2
		return 1
	}
	echo "$1: $2"
}
# run command…: quiet, unless it fails.
run() {
	"$@" >"$work/said" 2>&1 || {
		printf 'failed: %s\n' "$*" >&2
		tail -n 10 "$work/said" >&2
		return 1
	}
}
# A new machine with both packages. What a machine keeps beyond its end is in /share.
new_machine() {
	machine_stop
	machine_start "$work" || return
	run walk "$page" install 's#(medquorum[-_])#/share/\1#g'
}
# The node's key, its height, and whether it holds a session key.
peer() { rpc system_localPeerId; }
height() { rpc chain_getHeader | jq -r .number | { read -r hex && echo $((hex)); }; }
session_key() { inside_sh 'ls /var/lib/medquorum/chains/medquorum_dev/keystore'; }
node_answers() { wait_for 180 "the node answers" rpc system_health; }
development() {
	run inside sed -i 's/^MEDQUORUM_NODE_ARGS=.*/MEDQUORUM_NODE_ARGS="--dev --dev-block-time 500 --state-pruning archive"/; s/^MEDQUORUM_RELAY_ARGS=.*/MEDQUORUM_RELAY_ARGS=""/' \
		/etc/medquorum/node.conf
}

# A development chain makes blocks alone, so that one sees whether they continue; node key and session key are as on any other.
first_node() {
	new_machine && development || return 1
	run walk "$page" node-key 's#/etc/medquorum/chain.json#dev#' || return 1
	run inside_sh 'printf "%s" "//Collator//1" >/tmp/phrase && chmod 644 /tmp/phrase && runuser -u medquorum -- medquorum-node key insert --chain dev \
		--base-path /var/lib/medquorum --scheme sr25519 --key-type aura --suri /tmp/phrase' || return 1
	run walk "$page" start && node_answers || return 1
	peer_id="$(peer)" keys="$(session_key)"
	[ -n "$keys" ] || return 1
	wait_for 120 "ten blocks" reached 10
}
reached() { [ "$(height)" -ge "$1" ]; }

another_disk() {
	local block hash
	block="$(height)"
	hash="$(rpc chain_getBlockHash "[$block]")"
	run walk "$page" another-disk && node_answers || return 1
	equals "same peer id" "$peer_id" "$(peer)" || return 1
	equals "same session key" "$keys" "$(session_key)" || return 1
	equals "same block $block" "$hash" "$(rpc chain_getBlockHash "[$block]")" || return 1
	wait_for 60 "the chain continues" reached $((block + 2)) || return 1
	# The disk is not mounted: no new chain, no new key.
	run inside_sh 'systemctl stop medquorum-node && mv /srv/medquorum /srv/away' || return 1
	if inside systemctl start medquorum-node 2>/dev/null && sleep 3 && rpc system_health >/dev/null 2>&1; then
		echo "the node began from nothing where its disk was away" >&2
		return 1
	fi
	[ ! -e /srv/medquorum ] || return 1
	run inside_sh 'mv /srv/away /srv/medquorum; systemctl reset-failed medquorum-node; systemctl start medquorum-node' && node_answers || return 1
	equals "same peer id once it is mounted" "$peer_id" "$(peer)"
}

# The archive is taken while the node runs, from where the service's data really lies; then the machine is gone.
lost_machine() {
	run walk "$page" backup-node 's#var/lib/medquorum/#srv/medquorum/#g; s#^\(umask#mkdir -p /var/lib/medquorum; (umask#' || return 1
	inside_sh 'tar -tzf /var/backups/medquorum-node.tar.gz' | grep -q '/db/' && {
		echo "the database is in the archive" >&2
		return 1
	}
	equals "the archive is private" 600 "$(inside stat -c %a /var/backups/medquorum-node.tar.gz)" || return 1
	run inside_sh 'cd /tmp && mkdir -p all && tar -C all -xzf /var/backups/medquorum-node.tar.gz && mkdir -p all/var/lib && mv all/srv/medquorum all/var/lib/ && rmdir all/srv &&
		tar -C all -czf /share/medquorum-node.tar.gz .' || return 1
	new_machine || return 1
	run inside mv /share/medquorum-node.tar.gz /var/backups/ || return 1
	run walk "$page" restore-node && node_answers || return 1
	equals "same peer id" "$peer_id" "$(peer)" || return 1
	equals "same session key" "$keys" "$(session_key)" || return 1
	equals "its files belong to the service" medquorum "$(inside_sh 'find /var/lib/medquorum -printf "%u\n" | sort -u')" || return 1
	wait_for 120 "it makes blocks" reached 3
}

# as NAME command…: somebody's client, with the home in their folder.
as() {
	local who=$1
	shift
	inside env HOME="/people/$who" MEDQUORUM_PASSPHRASE="$phrase" MEDQUORUM_NODE=ws://127.0.0.1:9944 MEDQUORUM_ACCOUNT="//$who" \
		medquorum --yes "$@"
}
# as_walk NAME STEPS…: the steps of the page, as this person.
as_walk() {
	local who=$1 name=$2
	shift 2
	walk "$page" "$name" "1i export HOME=/people/$who MEDQUORUM_PASSPHRASE='$phrase' MEDQUORUM_NODE=ws://127.0.0.1:9944 MEDQUORUM_ACCOUNT=//$who" \
		"s#/media/stick#/media/stick/$who#g" 's#^medquorum #medquorum --yes #' "$@"
}

people() {
	local who name people=(Alice Bob Charlie Dave Eve One Ferdie)
	run inside_sh 'mkdir -p /people /media/stick; printf "A letter that only the right people read.\n" >/people/letter.txt' || return 1
	for who in "${people[@]}"; do
		run inside mkdir -p "/people/$who" "/media/stick/$who" || return 1
		run as "$who" init --development --store embedded --store-path /var/lib/medquorum-facility/store || return 1
		for name in "${people[@]}"; do
			[ "$name" = "$who" ] || run as "$who" contact add "$name" "//$name" || return 1
		done
	done
	for who in Eve One Ferdie; do run as "$who" register || return 1; done
	as One upload /people/letter.txt --patient Eve --json >"$work/record.json" || return 1
	record="$(jq -er .record_id "$work/record.json")"
}

# opens: Ferdie asks, three approve, Eve consents, Ferdie opens.
opens() {
	local request who
	request="$(as Ferdie request "$record" --purpose TREAT --json | jq -er .request_id)" || return 1
	for who in Alice Bob Charlie; do run as "$who" approve "$request" || return 1; done
	run as Eve consent "$request" || return 1
	run inside rm -f /people/opened.txt || return 1
	run as Ferdie download "$request" -o /people/opened.txt || return 1
	run inside cmp /people/letter.txt /people/opened.txt || return 1
	echo "the record is opened"
}

# Patient, requester and administrator lose their machines; each copies the folder back.
person() {
	local who
	for who in Eve Ferdie Alice; do
		as_walk "$who" backup-person >"$work/words.$who" 2>/dev/null || return 1
		run inside rm -r "/people/$who" || return 1
		run inside mkdir "/people/$who" || return 1
		as_walk "$who" restore-person >/dev/null || return 1
	done
	opens
}

# The patient has the words alone.
words() {
	grep -oE '^[a-z]+( [a-z]+){23}$' "$work/words.Eve" >"$work/share/words.txt" || grep -oE '\b[a-z]{3,8}\b' "$work/words.Eve" | tail -n 24 | paste -sd ' ' >"$work/share/words.txt"
	equals "words" 24 "$(wc -w <"$work/share/words.txt")" || return 1
	run inside_sh 'rm -r /people/Eve /media/stick/Eve; mkdir -p /people/Eve /media/stick/Eve; mv /share/words.txt /people/Eve/' || return 1
	run as_walk Eve restore-words 's# init$# init --development --store-path /var/lib/medquorum-facility/store#; s#words.txt#/people/Eve/words.txt#' || return 1
	for who in Alice Bob Charlie Ferdie One; do run as Eve contact add "$who" "//$who" || return 1; done
	opens
}

# Copied again and again while uploads are under way; then the store is lost.
store() {
	local uploads number
	run inside_sh 'mkdir -p /people/many; for n in $(seq 12); do head -c 3000000 /dev/urandom >/people/many/$n; done' || return 1
	(for number in $(seq 12); do as One upload "/people/many/$number" --patient Eve --json || exit 1; done) >"$work/uploads" 2>&1 &
	uploads=$!
	until ! kill -0 "$uploads" 2>/dev/null; do run walk "$page" backup-store || return 1; done
	wait "$uploads" || {
		tail -n 5 "$work/uploads" >&2
		return 1
	}
	# The copy after the last upload; what earlier ones took half is whole now.
	run walk "$page" backup-store || return 1
	run inside rm -r /var/lib/medquorum-facility/store || return 1
	walk "$page" restore-store "1i export HOME=/people/One MEDQUORUM_PASSPHRASE='$phrase' MEDQUORUM_NODE=ws://127.0.0.1:9944 MEDQUORUM_ACCOUNT=//One" || return 1
	opens
}

run bash scripts/packages.sh debug "$work/share" || exit
step a-node first_node
[ ${#failed[@]} = 0 ] || verdict
step on-another-disk another_disk
step its-machine-is-lost lost_machine
step people people
step folders-of-people person
step the-words-alone words
step a-store-in-use store
verdict
