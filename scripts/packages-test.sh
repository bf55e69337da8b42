#!/usr/bin/env bash
# `make packages-test`: the packages of what is built, looked at by Debian's lintian, installed into a machine of its own (scripts/machine.sh),
# their services started in their real sandboxes by the steps of docs/operators.md, removed and purged. By root; nothing stays.
# shellcheck disable=SC2016,SC2317 # the machine's shell expands its own lines; functions are called by name, through `step`
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/steps.sh
. scripts/steps.sh
# shellcheck source=scripts/processes.sh
. scripts/processes.sh
# shellcheck source=scripts/machine.sh
. scripts/machine.sh

page=docs/operators.md
units=(node metrics storage-host catalogue watch)
work="$(mktemp -d "${TMPDIR:-/tmp}/medquorum-packages-test.XXXXXX")"
machine_pid=''
cleanup() {
	local code=$?
	[ "$BASHPID" = "$$" ] || return
	if [ ${#failed[@]} != 0 ] && [ -n "$machine_pid" ]; then inside journalctl --no-pager --lines 60 --unit 'medquorum-*' >&2 || true; fi
	machine_stop
	rm -rf "$work" || true
	exit "$code"
}
trap cleanup EXIT
# expect WHAT command…: says what is not so.
expect() {
	local what=$1
	shift
	"$@" >"$work/said" 2>&1 || {
		printf 'not so: %s\n' "$what" >&2
		tail -n 10 "$work/said" >&2
		return 1
	}
}
# refused WHAT command…: the command fails.
refused() {
	local what=$1
	shift
	if "$@" >"$work/said" 2>&1; then
		printf 'not so: %s\n' "$what" >&2
		return 1
	fi
}

packages() {
	bash scripts/packages.sh debug "$work/share" >/dev/null || return 1
	local version
	version="$(cargo pkgid --offline -p medquorum-node | sed 's/.*[#@]//')-1"
	expect "packaging/changelog names the version $version" grep -q "^medquorum ($version) " packaging/changelog || return 1
	ls -l --human-readable "$work/share"
}

# Known and meant: Rust links statically; there is no bug of Debian's that a first upload would close; the one-line description is
# that of the crate.
lintian() {
	inside_sh 'lintian --allow-root --fail-on error,warning \
		--suppress-tags embedded-library,initial-upload-closes-no-bugs,description-synopsis-starts-with-article /share/*.deb'
}

install() {
	walk "$page" install 's#(medquorum[-_])#/share/\1#g' >"$work/said" 2>&1 || { cat "$work/said" >&2; return 1; }
	local unit user
	for unit in "${units[@]}"; do
		expect "medquorum-$unit verifies" inside systemd-analyze verify "medquorum-$unit.service" || return 1
		[ ! -s "$work/said" ] || { cat "$work/said" >&2; return 1; }
		expect "medquorum-$unit is exposed by 2.0 at most" \
			inside systemd-analyze security --no-pager --offline=true --threshold=20 "medquorum-$unit.service" || return 1
		tail -n 1 "$work/said"
		refused "medquorum-$unit does not run before it is told to" inside systemctl is-active "medquorum-$unit" || return 1
		refused "medquorum-$unit is not enabled before it is told to" inside systemctl is-enabled "medquorum-$unit" || return 1
	done
	for user in medquorum medquorum-metrics medquorum-host medquorum-facility medquorum-watch; do
		expect "/var/lib/$user is private to $user" \
			inside_sh "[ \"\$(stat -c '%a %U %G' /var/lib/$user)\" = '700 $user $user' ]" || return 1
	done
	expect "nobody but root looks into the folders of secrets" \
		inside_sh '[ "$(stat -c "%a %U" /etc/medquorum/{storage-host,facility,watch} | sort -u)" = "700 root" ]' || return 1
	expect "both programs say their version" inside_sh 'medquorum --version && medquorum-node --version' || return 1
	cat "$work/said"
	expect "the manual has a page for each command" inside_sh 'man --where medquorum medquorum-import medquorum-node' || return 1
	expect "bash completes" inside bash -c '. /usr/share/bash-completion/bash_completion; _completion_loader medquorum; complete -p medquorum'
}

# A collator by the steps of the page. It has no relay chain to follow here, so it stands at its first block; the relay chain is the built-in one.
collator() {
	inside_sh 'cd /tmp && medquorum-node found /usr/share/doc/medquorum-node/examples/consortium.json specs' >/dev/null 2>&1 || return 1
	walk "$page" configure 's#medquorum.raw.json#/tmp/specs/raw.json#; /relay.raw.json/d' || return 1
	inside sed -i 's#--chain /etc/medquorum/relay.json#--chain paseo#' /etc/medquorum/node.conf || return 1
	walk "$page" node-key >"$work/peer" 2>&1 || return 1
	walk "$page" start 2>/dev/null || return 1
	wait_for 120 "the collator answers by RPC" rpc system_health || return 1
	expect "it has the key that was made" [ "$(rpc system_localPeerId)" = "$(tail -n 1 "$work/peer")" ] || return 1
	expect "it is a collator" [ "$(rpc system_nodeRoles | jq -r '.[0]')" = Authority ] || return 1
	expect "it runs as medquorum" inside_sh '[ "$(ps -o user= -C medquorum-node)" = medquorum ]' || return 1
	refused "the RPC port refuses unsafe methods" rpc author_rotateKeys || return 1
	refused "the one of the relay node too" inside_sh 'curl -s -H "Content-Type: application/json" \
		-d "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"author_rotateKeys\",\"params\":[]}" http://127.0.0.1:9945 | jq -e .result' || return 1
	refused "its files are nobody's business" inside runuser -u medquorum-watch -- ls /var/lib/medquorum || return 1
	expect "nothing but RPC, peers and figures listens" inside_sh '[ "$(ss -Htlno | grep -c "127.0.0.1:961[0-9]")" = 2 ] && ! ss -Htlno | grep -q ":9616 "'
}

session_keys() {
	local owner=0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d
	walk "$page" session-keys "s/^OWNER=.*/OWNER=$owner/" >"$work/keys" || return 1
	expect "the node answers with keys and a proof" jq -e '.result.keys and .result.proof' "$work/keys" || return 1
	wait_for 120 "the node is back" rpc system_health || return 1
	expect "one key lies in the keystore, private" inside_sh '[ "$(stat -c %a /var/lib/medquorum/chains/*/keystore/* | sort -u)" = 600 ]' || return 1
	refused "the RPC port refuses unsafe methods again" rpc author_rotateKeys || return 1
	inside systemctl stop medquorum-node || return 1
	expect "it ended well when asked" inside_sh '[ "$(systemctl show -P Result medquorum-node)" = success ]'
}

# The other services, against a development chain, where //Alice has an export of a wallet.
client_services() {
	inside_sh "sed -i 's/^MEDQUORUM_NODE_ARGS=.*/MEDQUORUM_NODE_ARGS=\"--dev --dev-block-time 500\"/; s/^MEDQUORUM_RELAY_ARGS=.*/MEDQUORUM_RELAY_ARGS=\"\"/' \
		/etc/medquorum/node.conf && systemctl restart medquorum-node" || return 1
	wait_for 120 "the development node answers" rpc system_health || return 1
	cp fuzz/corpus/wallet-export/alice.json "$work/share/" || return 1
	local user
	for user in metrics host facility watch; do
		inside runuser -u "medquorum-$user" -- env MEDQUORUM_PASSPHRASE='a passphrase for a throw-away chain' \
			medquorum --home "/var/lib/medquorum-$user" --node ws://127.0.0.1:9944 init --development >"$work/said" 2>&1 || {
			cat "$work/said" >&2
			return 1
		}
	done
	inside_sh 'umask 077; cd /etc/medquorum
		for folder in storage-host facility watch; do
			cp /share/alice.json $folder/account.json
			printf whoisalice >$folder/password
			printf "a passphrase for a throw-away chain" >$folder/passphrase
			printf "a secret of thirty-two bytes or so" >$folder/webhook
		done
		systemctl start medquorum-metrics medquorum-storage-host medquorum-catalogue medquorum-watch' || return 1
	expect "figures are served" wait_for 60 "figures" inside_sh 'curl -sf http://127.0.0.1:9616/metrics | grep -q "^medquorum_up 1"' || return 1
	sleep 5
	local unit
	for unit in metrics storage-host catalogue watch; do
		printf '%s: ' "$unit"
		inside journalctl --no-pager --output cat --unit "medquorum-$unit" | grep -v -e '^Start' -e '^$' | tail -n 1
		expect "medquorum-$unit runs, and has not been started again" \
			inside_sh "systemctl is-active medquorum-$unit && [ \"\$(systemctl show -P NRestarts medquorum-$unit)\" = 0 ]" || return 1
	done
	refused "an account's password is in no process list" inside_sh 'ps -eo args | grep -v grep | grep -q whoisalice'
}

# dpkg installs the same version once more, which is what an upgrade does.
upgrade() {
	local before
	before="$(inside systemctl show -P MainPID medquorum-node)"
	inside_sh "echo '# of the operator' >>/etc/medquorum/node.conf && dpkg -i /share/medquorum-node_*.deb" >"$work/said" 2>&1 || return 1
	expect "what ran was started again" [ "$(inside systemctl show -P MainPID medquorum-node)" != "$before" ] || return 1
	expect "it runs" inside systemctl is-active medquorum-node || return 1
	expect "the operator's settings are kept" inside grep -q 'of the operator' /etc/medquorum/node.conf
}

leave() {
	inside_sh 'dpkg --remove medquorum-node medquorum' >"$work/said" 2>&1 || return 1
	refused "nothing runs any more" inside_sh 'pgrep -f /usr/bin/medquorum' || return 1
	expect "removing leaves keys, homes and settings" inside_sh 'ls /var/lib/medquorum/chains/medquorum_example/network/secret_ed25519 \
		/var/lib/medquorum-facility/keys.mqk /etc/medquorum/node.conf /etc/medquorum/facility/account.json' || return 1
	inside_sh 'dpkg --purge medquorum-node medquorum' >"$work/purge" 2>&1 || return 1
	expect "purging leaves keys, homes and accounts" inside_sh 'ls /var/lib/medquorum/chains/medquorum_example/network/secret_ed25519 \
		/var/lib/medquorum-facility/keys.mqk /etc/medquorum/facility/account.json && [ ! -e /etc/medquorum/node.conf ]' || return 1
	grep stays "$work/purge"
	expect "it says what it left" [ "$(grep -c stays "$work/purge")" = 8 ]
}

step packages packages
machine_start "$work" || exit
step lintian lintian
step install install
step collator collator
step session-keys session_keys
step services-of-the-client client_services
step upgrade upgrade
step remove-and-purge leave
verdict
