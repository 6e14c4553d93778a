package bridge

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/policy/eligibility"
)

func TestARuleAdmitsWhomNeitherTradeNorSizeRulesOut(t *testing.T) {
	t.Parallel()
	under := func(codes string) string { return `{"id":"c1","fact":"industry","op":"under","value":[` + codes + `]}` }
	const small = `{"id":"c2","fact":"size_class","op":"in","value":["small","micro"]}`
	const staff = `{"id":"c3","fact":"staff","op":">","value":10}`
	for _, c := range []struct {
		when, trade, size string
		want              bool
	}{
		{staff, "C3521", "large", true},
		{under(`"C35"`), "", "", true},
		{under(`"C35"`), "C3521", "", true},
		{under(`"C35"`), "C", "", true}, // some of the section can have it
		{under(`"C35"`), "I", "", false},
		{under(`"C35"`), "C36", "", false},
		{`{"not":` + under(`"C35"`) + `}`, "C3521", "", false},
		{`{"not":` + under(`"C35"`) + `}`, "C", "", true},
		{`{"all":[` + under(`"C35"`) + `,` + small + `]}`, "C3521", "large", false},
		{`{"all":[` + under(`"C35"`) + `,` + small + `]}`, "C", "micro", true},
		{`{"any":[` + under(`"I"`) + `,` + staff + `]}`, "C3521", "", true},
		{`{"id":"c4","role":"discretion","quote":"由部门认定"}`, "C", "large", true},
	} {
		rule, err := eligibility.DecodeMeasure([]byte(`{"id":"m1","when":`+c.when+`}`), eligibility.DecodeOptions{})
		require.NoError(t, err, c.when)
		require.Equal(t, c.want, admits(rule, c.trade, c.size), "%s for %s %s", c.when, c.trade, c.size)
	}
}
