package eligibility_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/eligibilitytest"
)

func TestEveryLineIsOneJSONObjectThatSaysWhatTheFindingSays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := eligibilitytest.Measures(t, 1)[0]
		e := eligibilitytest.Enterprise(t, rapid.String().Draw(t, "uscc")+"u")
		on := day(t, "2026-05-10")
		f := eligibility.Evaluate(m, e, on)
		line := f.AppendLine(nil, e.USCC, m.ID, on, true)
		require.NotContains(t, string(line), "\n")
		var got struct {
			USCC    string
			Verdict string
			Missing []struct {
				Key    string
				Period *string
			}
			Amount  *string
			Clauses []struct {
				ID, Value string
				Gap       *float64
			}
		}
		require.NoError(t, json.Unmarshal(line, &got), "%s", line)
		require.Equal(t, e.USCC, got.USCC)
		require.Equal(t, f.Verdict.String(), got.Verdict)
		require.NotNil(t, got.Missing)
		require.Len(t, got.Missing, len(f.Missing))
		require.Equal(t, f.HasAmount, got.Amount != nil)
		require.Len(t, got.Clauses, len(f.Clauses))
		for i, c := range f.Clauses {
			require.Equal(t, c.Word(), got.Clauses[i].Value)
			if gap := got.Clauses[i].Gap; gap != nil {
				require.GreaterOrEqual(t, *gap, 0.0)
				require.False(t, c.Favourable())
			}
		}
		again, err := eligibility.DecodeEnterprise(e.AppendJSON(nil))
		require.NoError(t, err)
		require.Equal(t, e.Facts, again.Facts)
	})
}

// traced returns the trace of the first clause of a condition.
func traced(t *testing.T, when, facts, closed string) string {
	t.Helper()
	f := decide(t, when, facts, closed)
	f.Clauses = f.Clauses[:1]
	return string(f.AppendClauses(nil, day(t, "2026-05-10")))
}

func TestTheTraceShowsWhatWasComputedDerivedOrPresumed(t *testing.T) {
	t.Parallel()
	require.Equal(t, `[{"id":"c","value":"false","fact":{"expr":"rd_expense(2025) ÷ revenue(2025)","value":0.04,"of":[`+
		`{"key":"rd_expense","period":"2025","value":4,"tier":"T0"},{"key":"revenue","period":"2025","value":100,"tier":"T2"}]},`+
		`"source":"税务、企业","as_of":"2026-03-01","threshold":0.05,"gap":0.01,"quote":""}]`,
		traced(t, `{"id":"c",`+rdShare+`}`,
			`{"key":"rd_expense","period":"2025","value":4,"tier":"T0","source":"税务","as_of":"2026-03-31"},`+
				`{"key":"revenue","period":"2025","value":100,"source":"企业","as_of":"2026-03-01"}`, ``))
	require.Equal(t, `[{"id":"c","value":"true","fact":{"key":"size_class","period":null,"value":"small","tier":"T3","of":[`+
		`{"key":"industry","period":null,"value":"C3511","tier":"T2"},{"key":"staff","period":"2025","value":50,"tier":"T2"},`+
		`{"key":"revenue","period":"2025","value":5000000,"tier":"T2"}]},"source":"工信部联企业〔2011〕300号","as_of":null,`+
		`"threshold":["small","micro"],"gap":null,"quote":""}]`,
		traced(t, `{"id":"c","fact":"size_class","op":"in","value":["small","micro"]}`, industrial(50, 5_000_000), ``))
	require.Equal(t, `[{"id":"c","value":"false","fact":{"key":"dishonest","period":null,"value":false,"closed":true},`+
		`"source":null,"as_of":null,"threshold":true,"gap":null,"quote":""}]`,
		traced(t, `{"id":"c","fact":"dishonest","op":"=","value":true}`, ``, `"dishonest"`))
	require.Equal(t, `[{"id":"c","value":"false","fact":{"key":"qualification","period":null,"value":"high_tech","tier":"T2","from":null,"to":"2026-01-31"},`+
		`"source":null,"as_of":null,"threshold":"high_tech","gap":null,"quote":""}]`,
		traced(t, `{"id":"c",`+hasHighTech+`}`, `{"key":"qualification","value":"high_tech","to":"2026-01-31"}`, ``))
}

func TestTheGapIsWhatIsLackingUntilTheEnterpriseIsFavoured(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		when, facts string
		want        float64
		has         bool
	}{
		{`{"id":"c","fact":"staff","op":">=","value":10}`, `{"key":"staff","value":7}`, 3, true},
		{`{"id":"c","fact":"staff","op":">=","value":10}`, `{"key":"staff","value":12}`, 0, false},
		{`{"id":"c","fact":"staff","op":">=","value":10}`, ``, 0, false},
		{`{"not":{"id":"c","fact":"staff","op":">","value":300}}`, `{"key":"staff","value":320}`, 20, true},
		{`{"not":{"id":"c","fact":"staff","op":">","value":300}}`, `{"key":"staff","value":20}`, 0, false},
		{`{"id":"c","fact":"staff","op":"between","value":[10,20]}`, `{"key":"staff","value":25}`, 5, true},
		{`{"not":{"id":"c","fact":"staff","op":"between","value":[10,20]}}`, `{"key":"staff","value":18}`, 2, true},
		{`{"id":"c","fact":"staff","op":"in","value":[10,20]}`, `{"key":"staff","value":17}`, 3, true},
		{`{"id":"c","fact":"staff","op":"=","value":10}`, `{"key":"staff","value":7}`, 3, true},
		{`{"id":"c","fact":"registered","op":"older_than","value":"P1Y"}`, `{"key":"registered","value":"2025-05-20"}`, 10, true},
		{`{"id":"c","fact":"registered","op":"<=","value":"2025-05-01"}`, `{"key":"registered","value":"2025-05-20"}`, 19, true},
		{`{"id":"c","fact":"division","op":"under","value":"3701"}`, `{"key":"division","value":"3702"}`, 0, false},
	} {
		f := decide(t, c.when, c.facts, ``)
		gap, ok := f.Clauses[0].Gap()
		require.Equal(t, c.has, ok, c.when)
		require.InDelta(t, c.want, gap, 0, c.when)
	}
}
