package definition

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/policy/eligibility"
)

func TestAMeasureIsOfferedToTheIndustriesItDoesNotRuleOut(t *testing.T) {
	t.Parallel()
	m := func(when string) *Measure {
		rule, err := eligibility.DecodeMeasure([]byte(`{"id":"m","title":"t","when":`+when+`}`), eligibility.DecodeOptions{})
		require.NoError(t, err)
		return &Measure{ID: "m", Rule: *rule}
	}
	software := m(`{"all":[{"id":"a","fact":"industry","op":"under","value":["I65","C39"]},{"id":"b","fact":"size_class","op":"in","value":["small","micro"]},{"id":"c","fact":"revenue","period":"Y-1","op":"exists"}]}`)
	noFood := m(`{"not":{"id":"a","fact":"industry","op":"under","value":"C13"}}`)
	inStreet := m(`{"all":[{"id":"a","fact":"division","op":"under","value":"390102001"},{"id":"b","fact":"industry","op":"under","value":"I65"}]}`)
	for _, c := range []struct {
		measure               *Measure
		industry, size, place string
		want                  bool
	}{
		{inStreet, "", "", "390102001000", true}, {inStreet, "", "", "390102002", false}, {inStreet, "", "", "390102", true}, {inStreet, "", "", "390103", false},
		{inStreet, "", "", "390102001003", true}, {inStreet, "I", "", "3901", true}, {inStreet, "C", "", "3901", false}, {noFood, "", "", "390102002", true},
		{software, "", "", "", true}, {software, "I65", "", "", true}, {software, "I6513", "small", "", true}, {software, "I", "", "", true}, {software, "C", "micro", "", true},
		{software, "C35", "", "", false}, {software, "A", "", "", false}, {software, "I65", "large", "", false}, {software, "", "medium", "", false},
		{noFood, "C13", "", "", false}, {noFood, "C131", "", "", false}, {noFood, "C", "", "", true}, {noFood, "I", "large", "", true},
	} {
		require.Equal(t, c.want, c.measure.Admits(c.industry, c.size, c.place), "%s %s %s", c.industry, c.size, c.place)
	}
}
