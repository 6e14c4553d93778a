package eligibility_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/policy/eligibility"
)

// awarded returns the amount and whether it may rise, as the output writes them.
func awarded(t *testing.T, rest, facts string) (string, bool) {
	t.Helper()
	m := measure(t, `{"id":"m","when":{"id":"c","fact":"yes","op":"=","value":true},`+rest+`}`)
	e := enterprise(t, `{"uscc":"u","facts":[{"key":"yes","value":true}`+facts+`]}`)
	f := eligibility.Evaluate(m, e, day(t, "2026-05-10"))
	if !f.HasAmount {
		return "null", f.AmountMayRise
	}
	return string(eligibility.AppendMoney(nil, f.Amount)), f.AmountMayRise
}

func TestAmountsFollowTheFormulaToTheFen(t *testing.T) {
	t.Parallel()
	rd := func(v string) string { return `,{"key":"rd","value":` + v + `}` }
	for _, c := range []struct{ benefit, facts, want string }{
		{`{"fixed":"100000.00"}`, ``, "100000.00"},
		{`{"rate":{"of":{"fact":"rd"},"rate":0.1,"cap":"500.00"}}`, rd(`1234.56`), "123.46"},
		{`{"rate":{"of":{"fact":"rd"},"rate":0.1,"cap":"500.00"}}`, rd(`999999`), "500.00"},
		{`{"rate":{"of":{"fact":"rd"},"rate":0.1}}`, rd(`1234567.85`), "123456.79"}, // a tie in decimals, less in binary
		{`{"rate":{"of":{"fact":"rd"},"rate":1}}`, rd(`1.005`), "1.01"},
		{`{"rate":{"of":{"fact":"rd"},"rate":1}}`, rd(`1.0049999999999`), "1.00"},
		{`{"rate":{"of":{"fact":"rd"},"rate":0.5}}`, rd(`0.01`), "0.01"},
		{`{"rate":{"of":{"fact":"rd"},"rate":0.1}}`, rd(`-5`), "0.00"},
		{`{"rate":{"of":{"fact":"rd"},"rate":0.1}}`, ``, "null"},
		{`{"rate":{"of":{"expr":{"div":[{"fact":"rd"},0]}},"rate":0.1}}`, rd(`5`), "null"},
		{`{"rate":{"of":{"expr":{"sub":[{"fact":"rd"},100]}},"rate":0.1}}`, rd(`105`), "0.50"},
		{`{"rate":{"of":{"fact":"rd"},"rate":2}}`, rd(`1e300`), "999999999999999.99"},
		{`{"per":{"of":{"fact":"rd"},"each":"1000.00"}}`, rd(`7`), "7000.00"},
		{`{"per":{"of":{"fact":"rd"},"each":"1000.00","cap":"5000.00"}}`, rd(`7`), "5000.00"},
		{`{"per":{"of":{"fact":"rd"},"each":"0.01"}}`, rd(`2.5`), "0.03"},
		{`{"tiers":{"of":{"fact":"rd"},"steps":[{"from":100,"amount":"20.00"},{"from":10,"amount":"5.00"}]}}`, rd(`9.99`), "0.00"},
		{`{"tiers":{"of":{"fact":"rd"},"steps":[{"from":100,"amount":"20.00"},{"from":10,"amount":"5.00"}]}}`, rd(`10`), "5.00"},
		{`{"tiers":{"of":{"fact":"rd"},"steps":[{"from":100,"amount":"20.00"},{"from":10,"amount":"5.00"}]}}`, rd(`1e9`), "20.00"},
		{`{"sum":[{"fixed":"1.00"},{"rate":{"of":{"fact":"rd"},"rate":0.1}}]}`, rd(`15`), "2.50"},
		{`{"sum":[{"fixed":"1.00"},{"rate":{"of":{"fact":"none"},"rate":0.1}}]}`, rd(`15`), "null"},
		{`{"max":[{"fixed":"1.00"},{"rate":{"of":{"fact":"rd"},"rate":0.1}}]}`, rd(`15`), "1.50"},
		{`{"max":[{"fixed":"1.00"},{"rate":{"of":{"fact":"rd"},"rate":0.1}}]}`, ``, "null"},
	} {
		got, rise := awarded(t, `"benefit":`+c.benefit, c.facts)
		require.Equal(t, c.want, got, "%s over %s", c.benefit, c.facts)
		require.False(t, rise)
	}
}

func TestBonusesAreAddedWhereTheyHoldAndMayComeWhereUnknown(t *testing.T) {
	t.Parallel()
	const base = `"benefit":{"fixed":"100.00"},`
	bonus := func(when, benefit string) string {
		return `"bonus":[{"when":` + when + `,"benefit":` + benefit + `}]`
	}
	yes, unknown := `{"id":"b","fact":"yes","op":"=","value":true}`, `{"id":"b","fact":"k","op":"=","value":true}`
	for _, c := range []struct {
		rest, want string
		rise       bool
	}{
		{base + bonus(yes, `{"fixed":"5.00"}`), "105.00", false},
		{base + bonus(`{"not":`+yes+`}`, `{"fixed":"5.00"}`), "100.00", false},
		{base + bonus(unknown, `{"fixed":"5.00"}`), "100.00", true},
		{base + bonus(`{"id":"b","role":"discretion"}`, `{"fixed":"5.00"}`), "100.00", true},
		{base + bonus(`{"any":[{"id":"d","role":"discretion"},`+yes+`]}`, `{"fixed":"5.00"}`), "105.00", false},
		{base + bonus(yes, `{"rate":{"of":{"fact":"none"},"rate":0.1}}`), "null", false},
		{base + bonus(unknown, `{"rate":{"of":{"fact":"none"},"rate":0.1}}`), "100.00", true},
		{bonus(yes, `{"fixed":"5.00"}`), "5.00", false},
		{bonus(unknown, `{"fixed":"5.00"}`), "0.00", true},
		{`"title":"no money"`, "null", false},
	} {
		got, rise := awarded(t, c.rest, ``)
		require.Equal(t, c.want, got, c.rest)
		require.Equal(t, c.rise, rise, c.rest)
	}
}

func TestTheIneligibleGetNoAmountAndNothingMayRise(t *testing.T) {
	t.Parallel()
	m := measure(t, `{"id":"m","when":{"id":"c","fact":"yes","op":"=","value":false},"benefit":{"fixed":"1.00"},
		"bonus":[{"when":{"id":"b","fact":"k","op":"=","value":true},"benefit":{"fixed":"1.00"}}]}`)
	f := eligibility.Evaluate(m, enterprise(t, `{"uscc":"u","facts":[{"key":"yes","value":true}]}`), day(t, "2026-05-10"))
	require.Equal(t, eligibility.Ineligible, f.Verdict)
	require.False(t, f.HasAmount)
	require.False(t, f.AmountMayRise)
}
