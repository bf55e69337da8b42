#!/usr/bin/env bash
# kubo.sh start DIR: starts a private IPFS daemon over a fresh repository in DIR, on random loopback ports, and prints its API
# address; its process id is in DIR/daemon.pid. A daemon that does not get ready is ended. The set-up is that of docs/kubo.md.
set -euo pipefail

if [ "${1:-}" != start ] || [ -z "${2:-}" ]; then
	echo "usage: kubo.sh start DIR" >&2
	exit 2
fi
# shellcheck source=scripts/processes.sh
. "$(dirname "$0")/processes.sh"
ipfs="${MEDQUORUM_CACHE:-$HOME/.cache/medquorum}/bin/ipfs"
[ -x "$ipfs" ] || { echo "kubo.sh: Kubo is missing: run make setup" >&2; exit 2; }
export IPFS_PATH="$2/repo" LIBP2P_FORCE_PNET=1 IPFS_TELEMETRY=off
mkdir -p "$2"
"$ipfs" init --empty-repo --profile test >/dev/null
while read -r key value; do
	"$ipfs" config --json "$key" "$value"
done <<'CONFIG'
Addresses.API "/ip4/127.0.0.1/tcp/0"
Addresses.Gateway []
Addresses.Swarm ["/ip4/127.0.0.1/tcp/0"]
AutoConf.Enabled false
AutoTLS.Enabled false
Bootstrap []
DNS.Resolvers {}
Discovery.MDNS.Enabled false
Import.UnixFSFileMaxLinks 174
Ipns.DelegatedPublishers []
Routing.DelegatedRouters []
Routing.Type "none"
Swarm.Transports.Network.Websocket false
CONFIG
printf '/key/swarm/psk/1.0.0/\n/base16/\n%s\n' "$(od -An -tx1 -N32 /dev/urandom | tr -d ' \n')" >"$IPFS_PATH/swarm.key"
# The daemon follows a denylist that is there when it starts.
mkdir -p "$IPFS_PATH/denylists"
printf 'version: 1\nname: medquorum\n---\n' >"$IPFS_PATH/denylists/medquorum.deny"
"$ipfs" daemon --migrate=false >"$2/daemon.log" 2>&1 </dev/null &
daemon=$!
echo "$daemon" >"$2/daemon.pid"
for _ in $(seq 300); do
	if grep -q 'Daemon is ready' "$2/daemon.log"; then
		echo "http://127.0.0.1:$(sed 's|.*/||' "$IPFS_PATH/api")"
		exit 0
	fi
	kill -0 "$daemon" 2>/dev/null || break
	sleep 0.1
done
stop "$daemon"
tail -n 5 "$2/daemon.log" >&2
exit 1
