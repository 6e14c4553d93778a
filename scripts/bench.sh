#!/usr/bin/env bash
# Measures the product and its peers in one run and rewrites the generated parts
# of docs/benchmarks.md. Needs bin/yikou and YIKOU_TEST_POSTGRES: call `make bench`.
# Flags are passed on: scripts/bench.sh -budget 600s -complete duckdb,postgres
set -euo pipefail
cd "$(dirname "$0")/.."

[ -x bin/yikou ] || { echo "bin/yikou is missing; run make build" >&2; exit 1; }
[ -n "${YIKOU_TEST_POSTGRES:-}" ] || { echo "YIKOU_TEST_POSTGRES is not set; run make bench" >&2; exit 1; }

program=$(mktemp /tmp/yikou-bench-XXXXXX)
trap 'rm -f "$program"' EXIT
(cd bench && CGO_ENABLED=1 go build -o "$program" .)
"$program" -root . -out docs/benchmarks.md \
  -commit "$(git rev-parse --short HEAD 2>/dev/null || true)" \
  -date "$(date +%F)" "$@"
