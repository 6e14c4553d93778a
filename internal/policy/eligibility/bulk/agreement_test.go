package bulk_test

import (
	"context"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk"
	"github.com/yikou/yikou/internal/policy/eligibility/eligibilitytest"
	"github.com/yikou/yikou/internal/standard/civil"
)

func parseDay(t require.TestingT, s string) civil.Date {
	d, err := civil.Parse(s)
	require.NoError(t, err)
	return d
}

// spread gives ordinals that touch several blocks and chunks and leave gaps.
func spread(i int) uint32 { return uint32(i*i*i*37 + i*2040) }

func build(enterprises []*eligibility.Enterprise) *bulk.Columns {
	c := bulk.NewColumns(nil)
	for i, e := range enterprises {
		c.Set(spread(i), e)
	}
	return c
}

func run(t require.TestingT, p *bulk.Program, c *bulk.Columns) *bulk.Results {
	r, err := p.Run(context.Background(), c, bulk.RunOptions{})
	require.NoError(t, err)
	return r
}

func requireAgreement(t *rapid.T, p *bulk.Program, r *bulk.Results, enterprises []*eligibility.Enterprise) {
	for m, measure := range p.Measures() {
		total := 0
		for _, v := range eligibility.Verdicts() {
			total += r.Count(m, v)
		}
		require.Equal(t, len(enterprises), total)
		for i, e := range enterprises {
			want := eligibility.Evaluate(measure, e, p.Day()).Verdict
			got, ok := r.Verdict(m, spread(i))
			require.True(t, ok)
			if want != got {
				t.Fatalf("reference says %s, bulk says %s\n%s\n%+v", want, got, measure.Source, *e)
			}
			require.True(t, r.Bitmap(m, want).Contains(spread(i)))
		}
	}
}

func TestTheBulkEngineAgreesWithTheReferenceOnEveryPair(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		measures := eligibilitytest.Measures(t, rapid.SampledFrom([]int{1, 3, 8, 40}).Draw(t, "measures"))
		enterprises := eligibilitytest.Enterprises(t, rapid.IntRange(1, 12).Draw(t, "enterprises"))
		p := bulk.Compile(measures, parseDay(t, eligibilitytest.Day(t)))
		requireAgreement(t, p, run(t, p, build(enterprises)), enterprises)
	})
}

func TestOneEnterpriseOverAllMeasuresIsTheReferenceWithItsTrace(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		measures := eligibilitytest.Measures(t, 5)
		e := eligibilitytest.Enterprise(t, "E")
		day := parseDay(t, eligibilitytest.Day(t))
		for i, got := range bulk.Compile(measures, day).One(e) {
			want := eligibility.Evaluate(measures[i], e, day)
			require.Equal(t, string(want.AppendLine(nil, "E", "m", day, true)), string(got.AppendLine(nil, "E", "m", day, true)))
			require.Equal(t, want.Verdict, eligibility.Judge(measures[i], direct{e, day}))
		}
	})
}

type direct struct {
	e   *eligibility.Enterprise
	day civil.Date
}

func (d direct) Read(c *eligibility.Clause) *eligibility.Reading {
	r := eligibility.Read(c, d.e, d.day)
	return &r
}

func (d direct) Term(t *eligibility.Term) eligibility.TermValue {
	return t.Evaluate(d.e, d.day, eligibility.TierUnstated)
}

func TestRefreshedResultsEqualAFreshRun(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		measures := eligibilitytest.Measures(t, 6)
		enterprises := eligibilitytest.Enterprises(t, 5)
		p := bulk.Compile(measures, parseDay(t, eligibilitytest.Day(t)))
		c := build(enterprises)
		r := run(t, p, c)
		for range 3 {
			i := rapid.IntRange(0, len(enterprises)).Draw(t, "which")
			e := eligibilitytest.Enterprise(t, "new")
			if i == len(enterprises) {
				enterprises = append(enterprises, e)
			} else if rapid.Bool().Draw(t, "keep most facts") {
				changed := *enterprises[i]
				changed.Facts = append(changed.Facts[:len(changed.Facts):len(changed.Facts)], e.Facts[:min(1, len(e.Facts))]...)
				e = &changed
			}
			before := make([]eligibility.Verdict, len(measures))
			known := make([]bool, len(measures))
			for m := range measures {
				before[m], known[m] = r.Verdict(m, spread(i))
			}
			enterprises[i] = e
			changes := r.Refresh(spread(i), e, c.Update(spread(i), e))
			for _, change := range changes {
				require.Equal(t, known[change.Measure], change.Known)
				if change.Known {
					require.Equal(t, before[change.Measure], change.Before)
				}
				now, _ := r.Verdict(change.Measure, spread(i))
				require.Equal(t, change.After, now)
			}
		}
		requireAgreement(t, p, r, enterprises)
		requireAgreement(t, p, run(t, p, c), enterprises)
	})
}

func TestARemovedEnterpriseIsInNoVerdict(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		enterprises := eligibilitytest.Enterprises(t, 4)
		p := bulk.Compile(eligibilitytest.Measures(t, 3), parseDay(t, "2026-05-10"))
		c := build(enterprises)
		r := run(t, p, c)
		c.Remove(spread(3))
		r.Remove(spread(3))
		for _, results := range []*bulk.Results{r, run(t, p, c)} {
			_, ok := results.Verdict(0, spread(3))
			require.False(t, ok)
			requireAgreement(t, p, results, enterprises[:3])
		}
	})
}

func TestRemovingAFactNeverMakesTheEligibleIneligible(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := eligibilitytest.Measures(t, 1)[0]
		for c := range m.Clauses {
			// Whether a fact is there is a question of its own, and a weaker fact
			// behind the removed one may say otherwise.
			if c.Op == eligibility.Exists && c.Role != eligibility.Discretion {
				t.Skip()
			}
		}
		e := eligibilitytest.Enterprise(t, "E")
		e.Closed = nil
		day := parseDay(t, "2026-05-10")
		if len(e.Facts) == 0 || eligibility.Evaluate(m, e, day).Verdict != eligibility.Eligible {
			return
		}
		gone := rapid.SampledFrom(e.Facts).Draw(t, "gone")
		less := *e
		less.Facts = nil
		for _, f := range e.Facts {
			same := f.Key == gone.Key && f.Period == gone.Period
			derives := gone.Key == "size_class" && f.Key == "industry"
			if !same && !derives {
				less.Facts = append(less.Facts, f)
			}
		}
		require.NotEqual(t, eligibility.Ineligible, eligibility.Evaluate(m, &less, day).Verdict)
	})
}

func TestAKeyWithCountlessTextsIsNoQualification(t *testing.T) {
	t.Parallel()
	c := bulk.NewColumns(nil)
	set := func(ordinal uint32, key string) {
		c.Set(ordinal, &eligibility.Enterprise{USCC: "u", Facts: []eligibility.Fact{
			{Key: key, Value: eligibility.TextValue(strconv.Itoa(int(ordinal)))}, {Key: "qualification", Value: eligibility.TextValue(strconv.Itoa(int(ordinal)))}}})
	}
	m := func(key string) *bulk.Program {
		m, err := eligibility.DecodeMeasure([]byte(`{"id":"m","when":{"id":"c","fact":"`+key+`","op":"has","value":"7"}}`), eligibility.DecodeOptions{})
		require.NoError(t, err)
		return bulk.Compile([]*eligibility.Measure{m}, parseDay(t, "2026-05-10"))
	}
	for i := range uint32(1000) {
		set(i, "nickname")
	}
	require.Equal(t, 1, run(t, m("nickname"), c).Count(0, eligibility.Eligible))
	set(1000, "nickname")
	_, err := m("nickname").Run(context.Background(), c, bulk.RunOptions{})
	require.ErrorContains(t, err, "is no qualification")
	require.Equal(t, 1, run(t, m("qualification"), c).Count(0, eligibility.Eligible))
}
