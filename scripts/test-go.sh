#!/usr/bin/env bash
# Runs the Go tests: looking for data races where something goes on side by side
# or a lock is held, in the code or in its tests; without elsewhere and for the
# proofs of the whole program as it ships; and then every operation of the whole
# once more looking for races. Looking makes tests five to twenty times slower,
# and where nothing goes on side by side there is no race to find.
#
# The race detector needs a C compiler; the product itself needs none. It does not
# look into SQLite's engine, which is translated from C and locks by itself: that
# took two thirds of the time. That package instantiates nothing generic; one that
# does must not be left out, for the linker would take its copies, which tell the
# detector nothing.
set -uo pipefail
# The collector may come half as often, up to a limit.
export GOGC=200 GOMEMLIMIT=3GiB
# Vet is among the linters.
race=(env CGO_ENABLED=1 go test -vet=off -race -gcflags=modernc.org/sqlite/lib=-race=false -timeout 30m)
mapfile -t rest < <(go list -f '{{.Dir}} {{.ImportPath}}' ./... | grep -v '/internal/app$')
beside=() alone=()
for package in "${rest[@]}"; do
  if grep -qsE '^\s*go (func\b|[A-Za-z_.]+\()|"sync"|"sync/atomic"' "${package%% *}"/*.go; then
    beside+=("${package#* }")
  else
    alone+=("${package#* }")
  fi
done
# Much of the proofs' time is spent waiting for programs that were stopped, so more
# of them go on at a time than there are cores, and the rest beside them.
proofs=$(mktemp)
trap 'rm -f "$proofs"' EXIT
CGO_ENABLED=0 go test -vet=off -trimpath -timeout 30m -parallel 5 ./internal/app "${alone[@]}" >"$proofs" 2>&1 &
status=0
"${race[@]}" "${beside[@]}" || status=1
wait $! || status=1
cat "$proofs"
"${race[@]}" -run BrokenInput ./internal/app || status=1
exit $status
