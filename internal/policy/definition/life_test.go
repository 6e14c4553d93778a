package definition_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/standard/civil"
)

func day(t require.TestingT, text string) civil.Date {
	if text == "" {
		return civil.Date{}
	}
	d, err := civil.Parse(text)
	require.NoError(t, err)
	return d
}

func TestOnlyTheTableChangesAState(t *testing.T) {
	t.Parallel()
	allowed := map[definition.State][]definition.State{
		definition.Draft:     {definition.InReview, definition.Withdrawn},
		definition.InReview:  {definition.Draft, definition.Published},
		definition.Published: {definition.Suspended, definition.Expired, definition.Withdrawn, definition.Superseded},
		definition.Suspended: {definition.Published, definition.Expired, definition.Withdrawn, definition.Superseded},
	}
	for _, from := range definition.States() {
		require.NotEmpty(t, from.Label())
		for _, to := range definition.States() {
			next, err := from.Become(to)
			if slices.Contains(allowed[from], to) {
				require.NoError(t, err)
				require.Equal(t, to, next)
			} else {
				require.ErrorIs(t, err, definition.ErrTransition, "%s to %s", from, to)
				require.Equal(t, from, next)
			}
		}
	}
}

// version makes a version from pairs of a state and the day it counts from.
func version(t require.TestingT, number int64, pairs ...string) definition.Version {
	v := definition.Version{Number: number}
	for i := 0; i < len(pairs); i += 2 {
		to := definition.State(pairs[i])
		v.Steps = append(v.Steps, definition.LifeStep{Number: number, From: v.State, To: to, On: day(t, pairs[i+1])})
		if v.State = to; to == definition.Published {
			v.EffectiveFrom = day(t, pairs[i+1])
		}
	}
	return v
}

func TestTheVersionOfADayFollowsFromTheStepsAlone(t *testing.T) {
	t.Parallel()
	type on struct {
		day     string
		version int64
		state   definition.State
	}
	for name, c := range map[string]struct {
		versions []definition.Version
		want     []on
	}{
		"nothing was published": {
			[]definition.Version{version(t, 1, "draft", "2026-01-01", "in_review", "2026-01-02")},
			[]on{{"2026-06-01", 0, ""}},
		},
		"one that counts for every day": {
			[]definition.Version{version(t, 1, "draft", "2026-01-01", "in_review", "2026-01-01", "published", "")},
			[]on{{"2020-01-01", 1, definition.Published}, {"2027-01-01", 1, definition.Published}},
		},
		"a successor counts from its day, whether or not a job has run": {
			[]definition.Version{version(t, 2, "draft", "2026-02-01", "in_review", "2026-02-02", "published", "2026-07-01"), version(t, 1, "published", "2026-01-01")},
			[]on{{"2025-12-31", 0, ""}, {"2026-06-30", 1, definition.Published}, {"2026-07-01", 2, definition.Published}},
		},
		"the job wrote down what the day brought": {
			[]definition.Version{version(t, 2, "published", "2026-07-01"), version(t, 1, "published", "2026-01-01", "superseded", "2026-07-01")},
			[]on{{"2026-06-30", 1, definition.Published}, {"2026-07-01", 2, definition.Published}},
		},
		"a successor that was withdrawn before its day leaves the first in force": {
			[]definition.Version{version(t, 2, "draft", "2026-02-01", "in_review", "2026-02-01", "published", "2026-07-01", "withdrawn", "2026-03-01"), version(t, 1, "published", "2026-01-01")},
			[]on{{"2026-05-01", 1, definition.Published}, {"2026-08-01", 1, definition.Published}},
		},
		"a pause is a pause on its days only": {
			[]definition.Version{version(t, 1, "published", "2026-01-01", "suspended", "2026-03-01", "published", "2026-04-01")},
			[]on{{"2026-02-28", 1, definition.Published}, {"2026-03-15", 1, definition.Suspended}, {"2026-04-01", 1, definition.Published}},
		},
		"a pause does not bring the version before back": {
			[]definition.Version{version(t, 2, "published", "2026-03-01", "suspended", "2026-04-01"), version(t, 1, "published", "2026-01-01")},
			[]on{{"2026-02-01", 1, definition.Published}, {"2026-05-01", 2, definition.Suspended}},
		},
		"withdrawn stays withdrawn, and the days before stay as they were": {
			[]definition.Version{version(t, 1, "published", "2026-01-01", "withdrawn", "2026-05-01")},
			[]on{{"2026-04-30", 1, definition.Published}, {"2026-05-01", 1, definition.Withdrawn}},
		},
		"published and withdrawn on one day never counted": {
			[]definition.Version{version(t, 1, "draft", "2026-05-01", "in_review", "2026-05-01", "published", "2026-05-01", "withdrawn", "2026-05-01")},
			[]on{{"2026-05-01", 0, ""}, {"2026-06-01", 0, ""}},
		},
		"a draft beside does not matter": {
			[]definition.Version{version(t, 2, "draft", "2026-02-01"), version(t, 1, "published", "2026-01-01")},
			[]on{{"2026-06-01", 1, definition.Published}},
		},
	} {
		for _, w := range c.want {
			found, state := definition.Standing(c.versions, day(t, w.day))
			if w.version == 0 {
				require.Nil(t, found, "%s on %s", name, w.day)
				continue
			}
			require.NotNil(t, found, "%s on %s", name, w.day)
			require.Equal(t, w.version, found.Number, "%s on %s", name, w.day)
			require.Equal(t, w.state, state, "%s on %s", name, w.day)
		}
	}
}

func TestWhoLooksBackWithTheKnowledgeOfADayKnowsNoLaterStep(t *testing.T) {
	t.Parallel()
	known := version(t, 1, "draft", "2026-02-01", "in_review", "2026-02-02", "published", "2026-01-01")
	start := day(t, "2026-02-01").Time(civil.Beijing)
	for i := range known.Steps {
		known.Steps[i].At = start.AddDate(0, i, 0) // published on 1 April, for the days since January
	}
	later := version(t, 2, "draft", "2026-05-01")
	later.Steps[0].At = start.AddDate(0, 3, 0)
	all := []definition.Version{later, known}

	for months, want := range []definition.State{definition.Draft, definition.InReview, definition.Published} {
		seen := definition.KnownBy(all, start.AddDate(0, months, 0))
		require.Len(t, seen, 1)
		require.Equal(t, want, seen[0].State)
		current, _ := definition.Standing(seen, day(t, "2026-02-15"))
		require.Equal(t, want == definition.Published, current != nil)
	}
	require.Empty(t, definition.KnownBy(all, start.Add(-1)))
	require.Equal(t, all, definition.KnownBy(all, start.AddDate(1, 0, 0)), "all of it, and nothing was changed on the way")
}

// Days that have passed answer the same before and after the job has written what
// they brought, and a second run of the job finds nothing.
func TestWhatTheJobWritesChangesNoDay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		first := day(t, "2026-01-01")
		var versions []definition.Version
		from := 0
		for n := range rapid.IntRange(1, 4).Draw(t, "versions") {
			from += rapid.IntRange(0, 40).Draw(t, "from")
			v := version(t, int64(n+1), "published", first.AddDays(from).String())
			if rapid.IntRange(0, 3).Draw(t, "paused") == 0 {
				v.Steps = append(v.Steps, definition.LifeStep{Number: v.Number, From: v.State, To: definition.Suspended, On: v.EffectiveFrom.AddDays(rapid.IntRange(1, 30).Draw(t, "pause"))})
				v.State = definition.Suspended
			}
			versions = slices.Insert(versions, 0, v)
		}
		type answer struct {
			number int64
			state  definition.State
		}
		ask := func(n int) answer {
			v, state := definition.Standing(versions, first.AddDays(n))
			if v == nil {
				return answer{}
			}
			return answer{v.Number, state}
		}
		today := rapid.IntRange(0, 200).Draw(t, "today")
		var before []answer
		for n := range 200 {
			before = append(before, ask(n))
		}
		due := definition.Due(versions, civil.Date{}, first.AddDays(today))
		for _, s := range due {
			for i := range versions {
				if versions[i].Number == s.Number {
					_, err := versions[i].State.Become(s.To)
					require.NoError(t, err)
					versions[i].Steps, versions[i].State = append(versions[i].Steps, s), s.To
				}
			}
		}
		for n := range 200 {
			require.Equal(t, before[n], ask(n), "day %d", n)
		}
		require.Empty(t, definition.Due(versions, civil.Date{}, first.AddDays(today)))
	})
}

func TestNobodyReviewsWhatHeWroteAndEachStateOffersItsActions(t *testing.T) {
	t.Parallel()
	draft := version(t, 2, "draft", "2026-02-01")
	review := version(t, 2, "draft", "2026-02-01", "in_review", "2026-02-02")
	review.Authors = []string{"wang"}
	published := version(t, 1, "published", "2026-01-01")
	later := version(t, 1, "published", "2027-01-01")
	paused := version(t, 1, "published", "2026-01-01", "suspended", "2026-02-01")
	require.ErrorIs(t, review.MayReview("wang"), definition.ErrOwnWork)
	require.NoError(t, review.MayReview("li"))
	now := day(t, "2026-06-01")
	for _, c := range []struct {
		versions []definition.Version
		who      string
		want     []string
	}{
		{[]definition.Version{draft, published}, "wang", []string{"edit", "submit", "discard", "suspend", "withdraw"}},
		{[]definition.Version{review, published}, "wang", []string{"take_back", "suspend", "withdraw"}},
		{[]definition.Version{review}, "li", []string{"return", "publish"}},
		{[]definition.Version{published}, "li", []string{"start", "suspend", "withdraw"}},
		{[]definition.Version{later}, "li", []string{"start", "withdraw"}},
		{[]definition.Version{paused}, "li", []string{"start", "resume", "withdraw"}},
		{[]definition.Version{version(t, 2, "published", "2027-01-01"), published}, "li", []string{"start", "suspend", "withdraw", "call_off"}},
	} {
		require.Equal(t, c.want, definition.Actions(c.versions, now, c.who))
	}
}
