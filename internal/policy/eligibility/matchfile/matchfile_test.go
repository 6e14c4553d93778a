package matchfile_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/matchfile"
	"github.com/yikou/yikou/internal/standard/civil"
)

const measures = `[
 {"id":"m1","when":{"all":[
   {"id":"c1","fact":"revenue","period":"Y-1","op":">=","value":50000000,"quote":"上年营收 <5000 万"},
   {"id":"c2","fact":"dishonest","op":"=","value":false},
   {"id":"c3","role":"discretion","quote":"国内领先"}]},
  "benefit":{"rate":{"of":{"fact":"revenue","period":"Y-1"},"rate":0.01}}},
 {"id":"m2","when":{"id":"c","fact":"registered","op":"older_than","value":"P1Y"}}]`

func options(t *testing.T) matchfile.Options {
	day, err := civil.Parse("2026-05-10")
	require.NoError(t, err)
	return matchfile.Options{AsOf: day}
}

func TestEachPairGivesOneLineInInputOrder(t *testing.T) {
	t.Parallel()
	in := "\xef\xbb\xbf" + `{"uscc":"A","facts":[{"key":"revenue","period":"2025","value":50000000}],"closed":["dishonest"]}` + "\r\n\n" +
		`{"uscc":"B","facts":[{"key":"registered","value":"2020-01-01"}]}`
	var out bytes.Buffer
	require.NoError(t, matchfile.Match(context.Background(), strings.NewReader(measures), strings.NewReader(in), &out, options(t)))
	require.Equal(t, `{"uscc":"A","measure":"m1","verdict":"needs_review","missing":[],"amount":"500000.00","amount_may_rise":false}
{"uscc":"A","measure":"m2","verdict":"need_facts","missing":[{"key":"registered","period":null}],"amount":null,"amount_may_rise":false}
{"uscc":"B","measure":"m1","verdict":"need_facts","missing":[{"key":"dishonest","period":null},{"key":"revenue","period":"2025"}],"amount":null,"amount_may_rise":false}
{"uscc":"B","measure":"m2","verdict":"eligible","missing":[],"amount":null,"amount_may_rise":false}
`, out.String())
}

func TestTheTraceNamesFactSourceThresholdGapAndQuote(t *testing.T) {
	t.Parallel()
	in := `{"uscc":"A","facts":[{"key":"revenue","period":"2025","value":23000000,"tier":"T0","source":"税务","as_of":"2026-03-31"}]}`
	var out bytes.Buffer
	opts := options(t)
	opts.Trace = true
	require.NoError(t, matchfile.Match(context.Background(), strings.NewReader(measures), strings.NewReader(in), &out, opts))
	require.Equal(t, `{"uscc":"A","measure":"m1","verdict":"ineligible","missing":[],"amount":null,"amount_may_rise":false,"clauses":[`+
		`{"id":"c1","value":"false","fact":{"key":"revenue","period":"2025","value":23000000,"tier":"T0"},"source":"税务","as_of":"2026-03-31","threshold":50000000,"gap":27000000,"quote":"上年营收 <5000 万"},`+
		`{"id":"c2","value":"unknown","fact":{"key":"dishonest","period":null,"value":null},"source":null,"as_of":null,"threshold":false,"gap":null,"quote":""},`+
		`{"id":"c3","value":"human","fact":null,"source":null,"as_of":null,"threshold":null,"gap":null,"quote":"国内领先"}]}`,
		strings.SplitN(out.String(), "\n", 2)[0])
}

func TestAMalformedLineIsRefusedWithItsNumberAndTheOthersAreWritten(t *testing.T) {
	t.Parallel()
	var in strings.Builder
	for i := range 200 {
		switch i {
		case 41:
			in.WriteString("{\"uscc\":}\n")
		case 77:
			in.WriteString(strings.Repeat("x", matchfile.MaxLine+10) + "\n")
		default:
			fmt.Fprintf(&in, "{\"uscc\":\"E%d\"}\n", i)
		}
	}
	var out bytes.Buffer
	var told []int
	opts := options(t)
	opts.Refused = func(l matchfile.RefusedLine) error { told = append(told, l.Line); return nil }
	err := matchfile.Match(context.Background(), strings.NewReader(measures), strings.NewReader(in.String()), &out, opts)
	var refused *matchfile.LinesError
	require.ErrorAs(t, err, &refused)
	require.Equal(t, 2, refused.Count)
	require.Equal(t, []int{42, 78}, told)
	require.ErrorContains(t, err, "第 42 行：")
	require.ErrorContains(t, err, "第 78 行：这一行太长：最多 16 MiB")
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	require.Len(t, lines, 198*2)
	require.Contains(t, lines[82], `"E42"`, "order is kept and the refused line left no trace")
}

func TestABadMeasureRefusesEverything(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	err := matchfile.Match(context.Background(), strings.NewReader(`[{"id":"m","when":{"id":"c","fact":"x","op":"?","value":1}}]`),
		strings.NewReader(`{"uscc":"A"}`), &out, options(t))
	var bad *eligibility.DecodeError
	require.ErrorAs(t, err, &bad)
	require.Empty(t, out.String())
}

// endless gives one line that never ends.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	if e.read += len(p); e.read > 256<<20 {
		return 0, io.EOF
	}
	return len(p), nil
}

func TestALineLargerThanMemoryIsSkippedWithoutBeingHeld(t *testing.T) {
	t.Parallel()
	err := matchfile.Match(context.Background(), strings.NewReader(measures), &endless{}, io.Discard, options(t))
	require.ErrorContains(t, err, "第 1 行：这一行太长")
}

type failing struct{ after int }

func (f *failing) Write(p []byte) (int, error) {
	if f.after -= len(p); f.after < 0 {
		return 0, errors.New("disk full")
	}
	return len(p), nil
}

func TestAFailingWriterOrACancelledContextEndsTheMatch(t *testing.T) {
	t.Parallel()
	lines := strings.Repeat("{\"uscc\":\"E\"}\n", 20_000)
	err := matchfile.Match(context.Background(), strings.NewReader(measures), strings.NewReader(lines), &failing{after: 1 << 20}, options(t))
	require.ErrorContains(t, err, "disk full")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	err = matchfile.Match(ctx, strings.NewReader(measures), strings.NewReader(lines), io.Discard, options(t))
	require.ErrorIs(t, err, context.Canceled)
}
