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

# How well search finds is measured on public questions, where they are at hand.
rows=$(go test -run '^$' -bench Finding -benchtime 1x ./internal/platform/textsearch/retrieval | grep '^| ' || true)
if [ -n "$rows" ]; then
  ROWS=$rows awk '
    /<!-- begin search -->/ { print; print "| set | | R@1 | R@3 | R@10 | MRR@10 | R@1 of five folds | ms per question |"; print "|---|---|---|---|---|---|---|---|"; print ENVIRON["ROWS"]; inside = 1 }
    /<!-- end search -->/ { inside = 0 }
    !inside' docs/benchmarks.md > docs/benchmarks.md.new && mv docs/benchmarks.md.new docs/benchmarks.md
else
  echo "SKIPPED, the public questions are absent: the part search of docs/benchmarks.md stays as it is" >&2
fi

# How well messages are told apart is measured on public ones, where they are at hand.
rows=$(go test -run '^$' -bench Telling -benchtime 1x -timeout 30m ./internal/platform/classify/yardstick | grep '^| ' || true)
if [ -n "$rows" ]; then
  ROWS=$rows awk '
    /<!-- begin model -->/ { print; print "| set | rows | labels | yardstick, macro-F1 | macro-F1 | of the five folds | accuracy | confidence off by | at a confidence of 0.9 or more | ms per text |"; print "|---|---|---|---|---|---|---|---|---|---|"; print ENVIRON["ROWS"]; inside = 1 }
    /<!-- end model -->/ { inside = 0 }
    !inside' docs/benchmarks.md > docs/benchmarks.md.new && mv docs/benchmarks.md.new docs/benchmarks.md
else
  echo "SKIPPED, the public messages are absent: the part model of docs/benchmarks.md stays as it is" >&2
fi

# part NAME HEADING ROWS puts a table between the marks of that name.
part() {
  HEADING=$2 ROWS=$3 awk -v begin="<!-- begin $1 -->" -v end="<!-- end $1 -->" '
    $0 == begin { print; print ENVIRON["HEADING"]; print ENVIRON["ROWS"]; inside = 1 }
    $0 == end { inside = 0 }
    !inside' docs/benchmarks.md > docs/benchmarks.md.new && mv docs/benchmarks.md.new docs/benchmarks.md
}
rows=$(go test -run '^$' -bench Shipped -benchtime 1x -timeout 30m ./internal/appeal/reading | grep '^| ' || true)
[ -z "$rows" ] || part shipped $'| set | rows | labels | accuracy | macro-F1 | confidence off by |\n|---|---|---|---|---|---|' "$rows"
rows=$(go test -run '^$' -bench Judged -benchtime 1x ./internal/appeal/reading/replycheck | grep '^| ' || true)
if [ -n "$rows" ]; then
  part replies $'| half | replies | judged as not answering | found | flagged besides | precision | recall | F1 | accuracy |\n|---|---|---|---|---|---|---|---|---|' "$rows"
else
  echo "SKIPPED, the public replies are absent: the part replies of docs/benchmarks.md stays as it is" >&2
fi

# A million clocks take two minutes to start on each engine.
rows=$(go test -run '^$' -bench 'Sweep|Timers' -benchtime 1x -timeout 30m ./internal/platform/deadline/keeping | grep '^| ')
part deadline $'| what | engine | measured | promise |\n|---|---|---|---|' "$rows"

# How well paragraphs of policies are read is measured on labelled ones.
labelled=internal/policy/drafting/evaluation/testdata
rows=$(bin/yikou draft eval --markdown --in $labelled/held_out.jsonl --in $labelled/blind.jsonl --in $labelled/blind2.jsonl --in $labelled/dev.jsonl)
ROWS=$rows awk '
  /<!-- begin draft -->/ { print; print "| set | kind | labelled | drafted | right | precision | recall |"; print "|---|---|---|---|---|---|---|"; print ENVIRON["ROWS"]; inside = 1 }
  /<!-- end draft -->/ { inside = 0 }
  !inside' docs/benchmarks.md > docs/benchmarks.md.new && mv docs/benchmarks.md.new docs/benchmarks.md
