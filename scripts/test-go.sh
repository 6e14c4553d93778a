#!/usr/bin/env bash
# Runs the Go tests: the proofs of the whole program as it ships, everything else
# looking for data races, and every operation of the whole once more looking for
# races. Looking for races makes the proofs twenty times slower, and what they
# show is in the answers, not in the memory. $1 are the flags that look for races.
set -uo pipefail
status=0
read -ra race <<<"$1"
mapfile -t rest < <(go list ./... | grep -v '/internal/app$')
CGO_ENABLED=0 go test -trimpath -timeout 14m ./internal/app || status=1
CGO_ENABLED=1 go test "${race[@]}" -timeout 14m "${rest[@]}" || status=1
CGO_ENABLED=1 go test "${race[@]}" -timeout 14m -run BrokenInput ./internal/app || status=1
exit $status
