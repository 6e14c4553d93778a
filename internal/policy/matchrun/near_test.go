package matchrun

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk"
	"github.com/yikou/yikou/internal/policy/eligibility/eligibilitytest"
	"github.com/yikou/yikou/internal/standard/civil"
)

func TestWhoIsNearIsTheSameForOneEnterpriseAndForAll(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		day, err := civil.Parse(eligibilitytest.Day(t))
		require.NoError(t, err)
		m := eligibilitytest.Measures(t, 1)[0]
		enterprises := eligibilitytest.Enterprises(t, 12)
		columns := bulk.NewColumns(nil)
		for i, e := range enterprises {
			columns.Set(uint32(i), e)
		}
		near, _, err := NearBy(t.Context(), m, day, columns)
		require.NoError(t, err)
		for i, e := range enterprises {
			f := eligibility.Evaluate(m, e, day)
			require.Equal(t, near.Contains(uint32(i)), NearOf(m, &f) != nil, "%s\n%+v", f.Verdict, e)
		}
	})
}
