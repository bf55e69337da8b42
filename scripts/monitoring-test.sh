#!/usr/bin/env bash
# `make monitoring-test`: alert rules over made-up figures, and every expression of the board, by Prometheus' own promtool.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v promtool >/dev/null || {
	echo "monitoring-test: promtool is missing: install Debian's package prometheus" >&2
	exit 2
}
work="$(mktemp -d "${TMPDIR:-/tmp}/medquorum-monitoring-test.XXXXXX")"
trap 'rm -rf "$work"' EXIT

python3 scripts/monitoring.py --self-test
python3 scripts/monitoring.py
promtool check rules docs/monitoring/alerts.yml
(cd docs/monitoring && promtool test rules alerts.test.yml)

python3 scripts/monitoring.py --expressions >"$work/board.yml"
promtool check rules "$work/board.yml"
# An expression that nobody can read is refused, or the line above says nothing.
sed '0,/"expr": "/s//"expr": "sum(/' "$work/board.yml" >"$work/broken.yml"
if promtool check rules "$work/broken.yml" >/dev/null 2>&1; then
	echo "monitoring-test: promtool takes an expression that cannot be read" >&2
	exit 1
fi
