package life_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/library"
	"github.com/yikou/yikou/internal/policy/life"
)

// shelf is a library of policies beside the measures.
type shelf struct {
	bundle
	library *library.Service
}

type catalogue struct{ *policy.Service }

func (catalogue) Keepers(context.Context) ([]library.Colleague, error) { return nil, nil }

func (catalogue) MeasuresOf(context.Context, string) ([]library.MeasureRef, error) { return nil, nil }

// withLibrary keeps one more policy, basis, which is imported.
func withLibrary(t *testing.T, d *db.DB) shelf {
	t.Helper()
	s := shelf{bundle: setup(t, d)}
	s.library = library.New(library.Deps{DB: d, Clock: s.clock, Audit: s.audit, Bus: s.bus, Search: s.policies.Search, Catalogue: catalogue{s.policies}, Staff: catalogue{}})
	s.policies.Library = s.library
	_, err := s.policies.ImportPolicies(system(t), strings.NewReader(strings.Replace(policies, `"p1"`, `"basis"`, 1)))
	require.NoError(t, err)
	return s
}

func librarian(t *testing.T) context.Context { return person(t, "qian", library.PermEdit) }

// turn changes what a policy says and returns it as it is then.
func (s shelf) turn(t *testing.T, id string, change func(d *definition.Document)) library.View {
	t.Helper()
	v, err := s.library.Get(librarian(t), id)
	require.NoError(t, err)
	change(&v.Document)
	v, err = s.library.Save(librarian(t), id, v.Entry.Version, v.Document, "")
	require.NoError(t, err)
	return v
}

// offered are the measures that people are matched with and told of.
func (s shelf) offered(t *testing.T) int {
	t.Helper()
	list, err := s.policies.Published(t.Context())
	require.NoError(t, err)
	titles, err := s.policies.PublicTitles(t.Context())
	require.NoError(t, err)
	require.Len(t, titles, len(list))
	require.Len(t, s.public(t), len(list))
	return len(list)
}

func TestAMeasureEndsWithTheDayOnWhichItsPolicyIsRepealed(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := withLibrary(t, d)
		basis := part{"policy", `"basis"`}
		id, waiting := s.published(t, "", basis), s.submitted(t, basis)
		s.turn(t, "basis", func(d *definition.Document) { d.RepealedOn = on(t, "2026-12-01") })
		require.ErrorContains(t, s.Publish(reviewer(t), waiting, life.AnyRevision, on(t, "2026-12-01")), "policy.incomplete")
		s.clock.Move(9 * 24 * time.Hour) // the last day
		require.Equal(t, 1, s.offered(t))
		s.clock.Move(24 * time.Hour)
		require.Zero(t, s.offered(t))
		_, err := s.policies.PublicMeasure(t.Context(), id)
		require.ErrorIs(t, err, definition.ErrMeasureNotFound)
		n, err := s.Sweep(system(t))
		require.NoError(t, err)
		require.Equal(t, 1, n)
		require.Equal(t, []definition.State{expired}, s.states(t, id))

		const gap = "policy 依据的文件已于 2026-12-01 废止"
		err = s.Publish(reviewer(t), waiting, life.AnyRevision, on(t, ""))
		require.ErrorIs(t, err, life.ErrIncomplete)
		require.Equal(t, []string{gap}, reasons(err))
		_, err = s.Submit(editor(t), s.drafted(t, basis), life.AnyRevision)
		require.ErrorIs(t, err, life.ErrIncomplete)
		require.Equal(t, []string{gap}, reasons(err))
	})
}

func TestAMeasureEndsWhenAPublishedPolicyReplacesItsOwn(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := withLibrary(t, d)
		id := s.published(t, "", part{"policy", `"basis"`})
		next, err := s.library.Create(librarian(t), definition.Document{
			Title: "新的措施", Level: definition.District, Text: "第一条 鼓励投资。", EffectiveFrom: on(t, "2026-12-01"),
			Relations: []definition.Relation{{Kind: definition.Replaces, Policy: "basis"}},
		}, "")
		require.NoError(t, err)
		ends := func() string {
			r, err := s.policies.Record(t.Context(), id, 0)
			require.NoError(t, err)
			if r.Ends().IsZero() {
				return ""
			}
			return r.Ends().String()
		}
		require.Empty(t, ends(), "a draft replaces nothing")
		next, err = s.library.Publish(librarian(t), next.Entry.ID, next.Entry.Version)
		require.NoError(t, err)
		require.Equal(t, "2026-11-30", ends())
		require.Equal(t, 1, s.offered(t))
		s.clock.Move(10 * 24 * time.Hour)
		require.Zero(t, s.offered(t))
		next, err = s.library.Withdraw(librarian(t), next.Entry.ID, next.Entry.Version)
		require.NoError(t, err)
		require.Equal(t, 1, s.offered(t), "what was withdrawn replaces nothing")

		// One that says no day counts from when it came in: 21 November.
		s.turn(t, next.Entry.ID, func(d *definition.Document) { d.EffectiveFrom = on(t, "") })
		v, err := s.library.Get(librarian(t), next.Entry.ID)
		require.NoError(t, err)
		_, err = s.library.Publish(librarian(t), v.Entry.ID, v.Entry.Version)
		require.NoError(t, err)
		require.Equal(t, "2026-11-20", ends())
		require.Zero(t, s.offered(t))
	})
}

func TestAMeasureOfAPolicyThatIsNotPublicIsOfferedToNobody(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := withLibrary(t, d)
		basis := part{"policy", `"basis"`}
		id, waiting := s.published(t, "", basis), s.submitted(t, basis)
		found := func() int {
			_, total, err := s.policies.Search.Search(t.Context(), textsearch.Query{Kind: policy.SearchKind, Text: "月相", Limit: 9})
			require.NoError(t, err)
			return total
		}
		require.Equal(t, 1, s.offered(t))
		require.NotZero(t, found())
		v, err := s.library.Get(librarian(t), "basis")
		require.NoError(t, err)
		v, err = s.library.Withdraw(librarian(t), "basis", v.Entry.Version)
		require.NoError(t, err)
		require.Zero(t, s.offered(t))
		require.Zero(t, found(), "its text is not found by")
		_, err = s.policies.PublicMeasure(t.Context(), id)
		require.ErrorIs(t, err, definition.ErrMeasureNotFound)
		require.Equal(t, []definition.State{published}, s.states(t, id), "nothing is written down")

		const gap = "policy 依据的文件还没有公开"
		err = s.Publish(reviewer(t), waiting, life.AnyRevision, on(t, ""))
		require.Equal(t, []string{gap}, reasons(err))
		_, err = s.Submit(editor(t), s.drafted(t, basis), life.AnyRevision)
		require.Equal(t, []string{gap}, reasons(err))
		report, err := s.policies.ImportMeasures(system(t), strings.NewReader("["+measure("later", basis)+"]"))
		require.NoError(t, err)
		require.Equal(t, []string{gap}, reasonsOf(report.Drafts[0].Gaps))

		_, err = s.library.Publish(librarian(t), "basis", v.Entry.Version)
		require.NoError(t, err)
		require.Equal(t, 1, s.offered(t), "it is there again")
		require.NoError(t, s.Publish(reviewer(t), waiting, life.AnyRevision, on(t, "")))
		require.Equal(t, 2, s.offered(t))
		require.NotZero(t, found())
	})
}
