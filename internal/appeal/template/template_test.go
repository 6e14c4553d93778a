package template_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/appealtest"
	"github.com/yikou/yikou/internal/appeal/template"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/errs"
)

// town is a bureau with an office below it, and another bureau.
var town = appealtest.Town{Departments: map[string]appealtest.Department{
	"tax": {Name: "税务局"}, "tax-hall": {Name: "办税大厅", Above: "tax"}, "water": {Name: "水务局"},
}}

func setup(t *testing.T, d *db.DB) *template.Service {
	t.Helper()
	return &template.Service{Service: appealtest.New(t, d, clock.NewFixed(appealtest.Morning()), town).Service}
}

func as(t *testing.T, department string, edits kernel.Reach) context.Context {
	t.Helper()
	grants := map[string]kernel.Reach{string(appeal.PermRead): kernel.ReachAll}
	if edits != kernel.ReachOwn {
		grants[string(template.PermEdit)] = edits
	}
	return authz.With(t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: "p-" + department, Name: "钱样例", Department: department, Grants: grants})
}

func titles(t *testing.T, s *template.Service, ctx context.Context) []string {
	t.Helper()
	list, err := s.List(ctx, "")
	require.NoError(t, err)
	out := []string{}
	for _, one := range list {
		out = append(out, one.Title)
	}
	return out
}

func TestADepartmentUsesItsOwnTemplatesTheCentresAndThoseAbove(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := setup(t, d)
		centre, bureau, hall, water := as(t, "", kernel.ReachAll), as(t, "tax", kernel.ReachDepartmentSubtree), as(t, "tax-hall", kernel.ReachDepartmentSubtree), as(t, "water", kernel.ReachDepartmentSubtree)
		add := func(ctx context.Context, title string, everybody bool) template.Shown {
			one, err := s.Add(ctx, template.Form{Title: title, Words: "您反映的事情已经办结。"}, everybody)
			require.NoError(t, err)
			return one
		}
		common := add(centre, "通用", true)
		add(bureau, "税务", false)
		add(hall, "大厅", false)
		wet := add(water, "水务", false)
		require.Equal(t, []string{"通用", "税务", "大厅"}, titles(t, s, hall))
		require.Equal(t, []string{"通用", "税务", "大厅"}, titles(t, s, bureau), "what stands below is kept from above")
		require.Equal(t, []string{"通用", "税务"}, titles(t, s, as(t, "tax", kernel.ReachOwn)), "who keeps nothing uses what is above")
		require.Equal(t, []string{"通用", "水务"}, titles(t, s, water))
		require.Len(t, titles(t, s, centre), 4)

		_, err := s.Add(bureau, template.Form{Title: "越权", Words: "您反映的事情已经办结。"}, true)
		require.ErrorIs(t, err, template.ErrCentre)
		for _, foreign := range []string{common.ID, wet.ID} {
			_, err = s.Save(bureau, foreign, 1, template.Form{Title: "改", Words: "您反映的事情已经办结。"})
			require.ErrorIs(t, err, template.ErrNotFound)
			require.ErrorIs(t, s.Retire(bureau, foreign, 1), template.ErrNotFound)
		}
		_, err = s.Add(as(t, "tax", kernel.ReachOwn), template.Form{Title: "无权", Words: "您反映的事情已经办结。"}, false)
		require.ErrorIs(t, err, authz.ErrForbidden)
	})
}

func TestAnOlderVersionIsNotSavedAndARetiredOneIsGone(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := setup(t, d)
		ctx := as(t, "", kernel.ReachAll)
		one, err := s.Add(ctx, template.Form{Title: " 通用 ", Words: "您反映的{事项}已经办结。"}, true)
		require.NoError(t, err)
		require.Equal(t, "通用", one.Title)
		changed, err := s.Save(ctx, one.ID, 1, template.Form{Title: "办结", Words: "您反映的{事项}已经办结。"})
		require.NoError(t, err)
		require.Equal(t, int64(2), changed.Version)
		_, err = s.Save(ctx, one.ID, 1, template.Form{Title: "旧的", Words: "您反映的{事项}已经办结。"})
		require.ErrorIs(t, err, template.ErrStale)
		require.NoError(t, s.Retire(ctx, one.ID, 2))
		require.Empty(t, titles(t, s, ctx))
		require.ErrorIs(t, s.Retire(ctx, one.ID, 3), template.ErrNotFound)
	})
}

func TestWordsThatNobodyCanFillInAreRefused(t *testing.T) {
	t.Parallel()
	s := setup(t, dbtest.Open(t, db.SQLite))
	ctx := as(t, "", kernel.ReachAll)
	for _, f := range []template.Form{{Title: "", Words: "您反映的事情已经办结。"}, {Title: "办结", Words: "好"}, {Title: "办结", Words: "您反映的{姓名}已经办结。"}} {
		_, err := s.Add(ctx, f, true)
		require.ErrorIs(t, err, template.ErrForm, "%v", f)
	}
	_, err := s.Add(ctx, template.Form{Title: "办结", Words: "您反映的{姓名}已经办结。"}, true)
	var refused *errs.Error
	require.ErrorAs(t, err, &refused)
	require.Contains(t, refused.Fields[0].Msg, "“{姓名}”不能自动填写")
}

func TestWhatIsLeftOpenIsFilledInForACaseInSight(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := setup(t, d)
		ctx := as(t, "water", kernel.ReachAll)
		_, err := s.Add(ctx, template.Form{Title: "办结", Words: "{编号}“{事项}”由{部门}办理，{期限}前答复。"}, true)
		require.NoError(t, err)
		c := &appeal.Case{Channel: appeal.ByCounter, Kind: appeal.Help, Urgency: appeal.Normal, Text: "水压不足。请修理。", Accused: "tax", Reporter: appeal.Person{Anonymous: true}}
		require.NoError(t, s.Receive(t.Context(), c))
		list, err := s.List(ctx, c.ID)
		require.NoError(t, err)
		require.Equal(t, c.Number+"“水压不足”由水务局办理，2026年3月2日前答复。", list[0].Filled)
		require.Contains(t, list[0].Words, "{编号}", "the template itself stays")
		_, err = s.List(as(t, "tax", kernel.ReachAll), c.ID)
		require.ErrorIs(t, err, template.ErrCase, "the unit complained of fills nothing in")
	})
}
