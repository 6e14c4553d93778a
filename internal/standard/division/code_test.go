package division_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/standard/division"
)

func TestACodeIsWrittenWithTwelveDigitsWhateverItsLength(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"37": "370000000000", "3701": "370100000000", "370100": "370100000000",
		"370102001": "370102001000", "370102001000": "370102001000", " 370102001002\t": "370102001002",
		"３７０１０２": "370102000000", "370102001002001": "370102001002001", "370102001002000": "370102001002",
		"370102001002001000": "370102001002001", "000000": "000000000000",
	} {
		got, err := division.Normalize(in)
		require.NoError(t, err, in)
		require.Equal(t, want, got, in)
	}
	for _, in := range []string{"", "3", "370", "37010", "3701020", "37010a", "-37010", "3701020010", "1234567890123", strings.Repeat("1", 27)} {
		_, err := division.Normalize(in)
		require.ErrorIs(t, err, division.ErrCode, in)
	}
}

func TestADivisionLiesUnderWhatSharesItsGroups(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		code, branch string
		want         bool
	}{
		{"370102001000", "370100", true},
		{"370102001000", "370102", true},
		{"370102001000", "37", true},
		{"370102001000", "370102001000", true},
		{"370102001", "370102001000", true},
		{"370102001002001", "370102001002", true},
		{"370100", "370102", false},
		{"370102", "370103", false},
		{"371002", "3701", false},   // 10 is a group, not 1 and a dropped zero
		{"371002", "371000", true},  // the same zero kept
		{"371002", "370000", true},  // the province
		{"441900003", "4419", true}, // a street of a city without districts
		{"370102", "000000", true},
		{"370102", "", false},
		{"", "370102", false},
		{"370102", "济南", false},
		{"3701o2", "37", false},
	} {
		require.Equal(t, c.want, division.Under(c.code, c.branch), "%s under %s", c.code, c.branch)
	}
}

func TestTheSpellingOfACodeDoesNotChangeWhatItLiesUnder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		code, branch := genCode(t, "code"), genCode(t, "branch")
		longCode, err := division.Normalize(code)
		require.NoError(t, err)
		longBranch, err := division.Normalize(branch)
		require.NoError(t, err)
		require.Equal(t, division.Under(code, branch), division.Under(longCode, longBranch))
		require.True(t, division.Under(code, longCode))
		require.True(t, division.Under(longCode, code))
		again, err := division.Normalize(longCode)
		require.NoError(t, err)
		require.Equal(t, longCode, again)
		if division.Under(code, branch) {
			require.GreaterOrEqual(t, division.LevelOf(code), division.LevelOf(branch))
		}
	})
}

// genCode draws codes from few digits, so that branches often meet.
func genCode(t *rapid.T, label string) string {
	groups := rapid.IntRange(1, 7).Draw(t, label+" groups")
	var b strings.Builder
	for i := range groups {
		if i < 3 {
			fmt.Fprintf(&b, "%02d", rapid.SampledFrom([]int{0, 1, 10}).Draw(t, label))
		} else {
			fmt.Fprintf(&b, "%03d", rapid.SampledFrom([]int{0, 1, 100}).Draw(t, label))
		}
	}
	return b.String()
}

func TestTheLevelFollowsTheDigitsInUse(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]division.Level{
		"370000": division.Province, "370100": division.City, "370102": division.District,
		"370102001": division.Street, "370102001002": division.Community, "370102001002007": division.Grid,
		"370102001002007001": division.Grid + 1, "441900003000": division.Street,
		"000000": division.Country, "x": division.Country,
	} {
		require.Equal(t, want, division.LevelOf(code), code)
	}
}

func FuzzNormalize(f *testing.F) {
	for _, s := range []string{"37", "370102001002", "３７", "", "370102001002001", "\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		code, err := division.Normalize(s)
		if err != nil {
			require.ErrorIs(t, err, division.ErrCode)
			return
		}
		require.GreaterOrEqual(t, len(code), 12)
		require.True(t, division.Under(code, code))
		again, err := division.Normalize(code)
		require.NoError(t, err)
		require.Equal(t, code, again)
	})
}
