package bulk_test

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk"
)

// FuzzMeasuresAsBytes feeds any bytes as a file of measures: decoding never
// panics, and whatever is accepted means the same to both engines.
func FuzzMeasuresAsBytes(f *testing.F) {
	for _, seed := range []string{
		`[{"id":"m","when":{"all":[{"id":"a","fact":"staff","op":">=","value":5},{"not":{"id":"b","fact":"listed","op":"=","value":true}}]},"benefit":{"fixed":"1.00"}}]`,
		`[{"id":"m","when":{"at_least":2,"of":[{"id":"a","fact":"registered","op":"older_than","value":"P1Y"},{"id":"b","role":"discretion"},{"id":"c","fact":"division","op":"under","value":["3701"]}]}}]`,
		`[{"id":"m","when":{"any":[{"id":"a","expr":{"div":[{"fact":"rd_expense","period":"Y-1"},{"fact":"revenue","period":"Y-1"}]},"op":"between","value":[0.1,1e9]},{"id":"b","fact":"qualification","op":"has","value":"high_tech","min_tier":"T1"}]},"bonus":[{"when":{"id":"x","fact":"size_class","op":"in","value":["small"]},"benefit":{"rate":{"of":{"fact":"revenue","period":"Y-1"},"rate":0.1,"cap":"9.00"}}}]}]`,
		`[{"id":"m","when":{"id":"a","fact":"industry","op":"under","value":["C","I65"]},"benefit":{"tiers":{"of":{"fact":"staff"},"steps":[{"from":1,"amount":"1.00"}]}}}]`,
		`[{"id":"m","when":{"id":"a","fact":"status","op":"!=","value":"x"},"benefit":{"max":[{"per":{"of":{"fact":"staff"},"each":"0.01"}}]}}]`,
	} {
		f.Add([]byte(seed))
	}
	enterprises := []*eligibility.Enterprise{
		enterpriseOf(f, `{"uscc":"A","facts":[{"key":"staff","value":5},{"key":"listed","value":false},{"key":"registered","value":"2024-02-29"},{"key":"division","value":"370102"},{"key":"industry","value":"C3511"},{"key":"revenue","period":"2025","value":5000000},{"key":"staff","period":"2025","value":50},{"key":"qualification","value":"high_tech","to":"2027-01-01","tier":"T0"},{"key":"status","value":"x"}]}`),
		enterpriseOf(f, `{"uscc":"B","facts":[{"key":"staff","value":"x","tier":"T3"},{"key":"revenue","period":"2025","value":0},{"key":"rd_expense","period":"2025","value":1}],"closed":["listed","qualification"]}`),
		enterpriseOf(f, `{"uscc":"C"}`),
	}
	columns := build(enterprises)
	day := parseDay(f, "2026-05-10")
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := eligibility.DecodeMeasures(bytes.NewReader(data), eligibility.DecodeOptions{})
		if err != nil {
			return
		}
		measures := make([]*eligibility.Measure, len(list))
		for i := range list {
			measures[i] = &list[i]
			again, err := eligibility.DecodeMeasure(list[i].Source, eligibility.DecodeOptions{})
			require.NoError(t, err)
			require.Equal(t, list[i].ID, again.ID)
		}
		p := bulk.Compile(measures, day)
		results := run(t, p, columns)
		for m := range measures {
			simulated, err := bulk.Simulate(context.Background(), measures[m], day, columns, bulk.SimulateOptions{Near: 2})
			require.NoError(t, err)
			for i, e := range enterprises {
				want := eligibility.Evaluate(measures[m], e, day)
				got, _ := results.Verdict(m, spread(i))
				require.Equal(t, want.Verdict, got, "%s", data)
				require.Equal(t, want.Verdict == eligibility.NeedFacts, len(want.Missing) > 0)
				require.Positive(t, simulated.Counts[want.Verdict])
				want.AppendLine(nil, e.USCC, measures[m].ID, day, true)
			}
		}
	})
}

func enterpriseOf(t require.TestingT, json string) *eligibility.Enterprise {
	e, err := eligibility.DecodeEnterprise([]byte(json))
	require.NoError(t, err)
	return e
}
