package deadline_test

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/deadline"
	"github.com/yikou/yikou/internal/platform/deadline/written"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/workday"
)

func at(t require.TestingT, s string) time.Time {
	v, err := written.Time(s)
	require.NoError(t, err, s)
	return v
}

func budget(t require.TestingT, s string) deadline.Budget {
	b, err := deadline.ParseBudget(s)
	require.NoError(t, err, s)
	return b
}

func events(t require.TestingT, texts ...string) []deadline.Entry {
	var out []deadline.Entry
	for _, s := range texts {
		e, err := written.Event(s)
		require.NoError(t, err, s)
		out = append(out, e)
	}
	return out
}

func TestEveryCaseOfTheGoldenTableEndsWhenItShould(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/golden.tsv")
	require.NoError(t, err)
	stamp := func(v time.Time) string { return v.In(civil.Beijing).Format("2006-01-02T15:04:05") }
	rows, refused := 0, 0
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		rows++
		f := strings.Split(strings.TrimSpace(line), "\t")
		var given []string
		if f[2] != "-" {
			given = strings.Fields(f[2])
		}
		p, err := deadline.Project(at(t, f[0]), budget(t, f[1]), events(t, given...), workday.Default(), time.Time{})
		if len(f) == 4 {
			refused++
			e, ok := errors.AsType[*errs.Error](err)
			require.True(t, ok, line)
			require.Equal(t, f[3], e.Code, line)
			continue
		}
		require.NoError(t, err, line)
		rolled, verdict := "-", "-"
		if p.Rolled {
			rolled = "rolled"
		}
		if p.State == deadline.Stopped {
			verdict = map[bool]string{true: "met", false: "late"}[p.Met]
		}
		got := []string{stamp(p.Due), stamp(p.Rungs[0].At), stamp(p.Rungs[1].At), rolled, verdict}
		require.Equal(t, f[3:], got, line)
		require.Equal(t, p.Due, p.Rungs[2].At)
	}
	require.GreaterOrEqual(t, rows, 300)
	require.GreaterOrEqual(t, refused, 5)
}
