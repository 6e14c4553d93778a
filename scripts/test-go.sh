#!/usr/bin/env bash
# Runs the Go tests: the proofs of the whole program as it ships, everything else
# looking for data races, and every operation of the whole once more looking for
# races. Looking for races makes the proofs twenty times slower, and what they
# show is in the answers, not in the memory.
#
# The race detector needs a C compiler; the product itself needs none. It does not
# look into SQLite's engine, which is translated from C and locks by itself: that
# took two thirds of the time. That package instantiates nothing generic; one that
# does must not be left out, for the linker would take its copies, which tell the
# detector nothing.
set -uo pipefail
race=(env CGO_ENABLED=1 go test -race -gcflags=modernc.org/sqlite/lib=-race=false -timeout 14m)
mapfile -t rest < <(go list ./... | grep -v '/internal/app$')
# Much of the proofs' time is spent waiting for programs that were stopped, so the
# rest goes on beside them.
proofs=$(mktemp)
trap 'rm -f "$proofs"' EXIT
CGO_ENABLED=0 go test -trimpath -timeout 14m ./internal/app >"$proofs" 2>&1 &
status=0
"${race[@]}" "${rest[@]}" || status=1
wait $! || status=1
cat "$proofs"
"${race[@]}" -run BrokenInput ./internal/app || status=1
exit $status
