# shellcheck shell=bash
# For scripts that start a node or a daemon and must not leave it behind. Sourced.

# stop PID…: ends processes and waits until they are gone, so that their folders can be removed. Ones that do not end are killed.
stop() {
	local pid state
	for pid in "$@"; do
		# A stopped process (SIGSTOP) would not see the signal.
		kill -TERM "$pid" 2>/dev/null || continue
		kill -CONT "$pid" 2>/dev/null || true
	done
	for pid in "$@"; do
		for _ in $(seq 100); do
			# A daemon that another script started is not our child, and nobody may have taken leave of it yet: Z counts as gone.
			state="$(sed -n 's/^State:[[:space:]]*\(.\).*/\1/p' "/proc/$pid/status" 2>/dev/null || true)"
			case "$state" in '' | Z) continue 2 ;; esac
			sleep 0.1
		done
		kill -KILL "$pid" 2>/dev/null || true
		sleep 0.5
	done
}

# start_node PROGRAM DIR [MS [SPEC]]: starts a development node with a block every 500 ms, or so many, over DIR on random ports, on the
# built-in chain or that of SPEC. It keeps the states of all blocks, so that `medquorum audit` tells the whole story. Sets node_pid at once, and node_port when the node answers;
# gives 1, with the end of its log on standard error, if it does not within four minutes. It gives Prometheus nothing, unless NODE_METRICS is set:
# then node_metrics is where. MEDQUORUM_NODE_OPTIONS are more options, with spaces between.
start_node() {
	local program=$1 log="$2/node.log" ms=${3:-500} spec=${4:-dev} figures=(--no-prometheus) more
	read -r -a more <<<"${MEDQUORUM_NODE_OPTIONS:-}"
	[ -z "${NODE_METRICS:-}" ] || figures=(--prometheus-port 0)
	: >"$log"
	"$program" --dev --chain "$spec" --dev-block-time "$ms" --base-path "$2/chain" --rpc-port 0 --port 0 \
		--state-pruning archive "${figures[@]}" --no-telemetry --no-hardware-benchmarks "${more[@]}" >"$log" 2>&1 </dev/null &
	# shellcheck disable=SC2034 # read by whoever sources this
	node_pid=$!
	node_port=''
	for _ in $(seq 2400); do
		node_port="$(sed -n 's/.*Running JSON-RPC server.*addr=[^:]*:\([0-9]*\).*/\1/p' "$log" | head -n 1)"
		# shellcheck disable=SC2034 # read by whoever sources this
		node_metrics="$(sed -n 's/.*Prometheus exporter started at \([0-9.:]*\).*/\1/p' "$log" | head -n 1)"
		[ -z "$node_port" ] || { [ -n "${NODE_METRICS:-}" ] && [ -z "$node_metrics" ]; } || return 0
		kill -0 "$node_pid" 2>/dev/null || break
		sleep 0.1
	done
	tail -n 5 "$log" >&2
	return 1
}
