package definition_test

import (
	"context"
	"maps"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/appealtest"
	"github.com/yikou/yikou/internal/appeal/definition"
	"github.com/yikou/yikou/internal/appeal/exclusion"
	"github.com/yikou/yikou/internal/appeal/figure"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

type bundle struct {
	*definition.Service
	t     *testing.T
	clock *clock.Fixed
}

type divisions struct{}

func (divisions) DivisionNames(context.Context, []string) (map[string]string, error) { return nil, nil }

// each begins on Monday 2 March 2026, 9:00 in Beijing.
func each(t *testing.T, body func(t *testing.T, b *bundle)) {
	t.Helper()
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		office := appealtest.New(t, d, clock.NewFixed(appealtest.Morning()), appealtest.Town{Departments: map[string]appealtest.Department{"tax": {Name: "税务局"}}})
		figures := &figure.Service{Service: office.Service, Divisions: divisions{}, Exclusions: &exclusion.Service{Service: office.Service}}
		body(t, &bundle{Service: &definition.Service{Service: figures}, t: t, clock: office.Fixed})
	})
}

func (b *bundle) as(id, department string, permissions ...authz.Permission) context.Context {
	return appealtest.Staff(b.t, id, department, kernel.ReachAll, append(permissions, appeal.PermRead, figure.PermRead)...)
}

func (b *bundle) centre() context.Context { return b.as("zhao", "", definition.PermDraft) }

func (b *bundle) leader() context.Context {
	return b.as("li", "", definition.PermDraft, definition.PermApprove)
}

func (b *bundle) latest() figure.Definition {
	b.t.Helper()
	all, err := b.Definitions(b.t.Context())
	require.NoError(b.t, err)
	return all[0]
}

func month(text string) figure.Month {
	m, err := figure.ParseMonth(text)
	if err != nil {
		panic(err)
	}
	return m
}

// asked is a request that changes who counts for the response and how much it weighs.
func (b *bundle) asked() definition.Request {
	d := b.latest()
	rules := maps.Clone(d.Rules)
	response, resolution := rules[figure.Response], rules[figure.Resolution]
	response.Kinds, response.Weight = []appeal.Kind{appeal.Help}, 30
	resolution.Weight = 30
	rules[figure.Response], rules[figure.Resolution] = response, resolution
	var labels []string
	for _, r := range d.Exclusions.Reasons[1:] {
		labels = append(labels, r.Label)
	}
	return definition.Request{Month: month("2026-04"), Rules: rules, Days: 15, Labels: append(labels, "因公共突发事件无法办理"), Source: "区政府办公室 2026 年第 3 号通知", Reason: "咨询当场答复，不再计入响应"}
}

func (b *bundle) received(kind appeal.Kind, change ...func(*appeal.Case)) {
	b.t.Helper()
	c := &appeal.Case{Channel: appeal.ByPortal, Kind: kind, Urgency: appeal.Normal, Text: "园区门口的路灯坏了一个月，请修理。", Reporter: appeal.Person{Anonymous: true}}
	for _, f := range change {
		f(c)
	}
	require.NoError(b.t, b.Receive(authz.AsSystem(b.t.Context(), "test"), c))
}

func TestAVersionIsDraftedShownByBothAndApprovedByAnother(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		b.clock.Move(-20 * 24 * time.Hour) // February
		b.received(appeal.Help)
		b.received(appeal.Consult)
		b.received(appeal.Help, func(c *appeal.Case) { c.Accused = "tax" })
		b.clock.Move(20 * 24 * time.Hour)
		d, err := b.Draft(b.leader(), b.asked())
		require.NoError(t, err)
		assert.Equal(t, []string{
			"响应率计入的诉求类型由“全部类型”改为“求助”。", "响应率的权重由20%改为30%。", "解决率的权重由40%改为30%。",
			"月度结束后可以申请剔除的天数由 10 天改为 15 天。", "新增剔除原因：“因公共突发事件无法办理”。", "取消剔除原因：“诉求事项违反法律、法规或者政策规定”。",
		}, d.Differences)
		assert.Equal(t, []string{"refuse", "withdraw"}, d.Can)
		for who, cases := range map[context.Context]int{b.centre(): 3, b.as("sun", "tax", definition.PermDraft): 2} {
			v, err := b.Look(who)
			require.NoError(t, err)
			require.Len(t, v.Drafts, 1)
			assert.Equal(t, "2026-02", v.Month.String())
			assert.Equal(t, figure.Tally{Base: cases}, v.Drafts[0].Before.Rates[0], "by the version before")
			assert.Equal(t, figure.Tally{Base: cases - 1}, v.Drafts[0].After.Rates[0], "without the question")
		}
		first := kernel.Page{Limit: 10}
		behind := func(who context.Context, n definition.TrialNumber) []string {
			page, err := b.BehindTrial(who, d.ID, n, first)
			require.NoError(t, err)
			kinds := []string{}
			for _, c := range page.Items {
				kinds = append(kinds, string(c.Kind)+c.Accused)
			}
			assert.EqualValues(t, len(kinds), page.Total)
			return kinds
		}
		base := definition.TrialNumber{Rate: figure.Response, Part: figure.Denominator}
		assert.Equal(t, []string{"helptax", "help"}, behind(b.centre(), base))
		assert.Equal(t, []string{"help"}, behind(b.as("sun", "tax", definition.PermDraft), base), "never what complains of the reader's department")
		base.Latest = true
		assert.Equal(t, []string{"helptax", "consult", "help"}, behind(b.centre(), base))
		base.Part = figure.Numerator
		assert.Empty(t, behind(b.centre(), base))
		_, err = b.BehindTrial(b.as("wang", "", definition.PermApprove), d.ID, base, first)
		require.ErrorIs(t, err, authz.ErrForbidden)
		_, err = b.Approve(b.leader(), d.ID, d.Version)
		require.ErrorIs(t, err, definition.ErrSame)
		_, err = b.Approve(b.centre(), d.ID, d.Version)
		require.ErrorIs(t, err, authz.ErrForbidden)
		other := b.as("wang", "", definition.PermApprove)
		_, err = b.Approve(other, d.ID, d.Version+1)
		require.ErrorIs(t, err, definition.ErrStale)
		d, err = b.Approve(other, d.ID, d.Version)
		require.NoError(t, err)
		assert.EqualValues(t, 2, d.Edition)
		assert.Empty(t, d.Can)
		_, err = b.BehindTrial(b.centre(), d.ID, base, first)
		require.ErrorIs(t, err, definition.ErrNotFound, "it was decided and shows no month any more")
		for m, version := range map[string]int{"2026-03": 1, "2026-04": 2} {
			table, err := b.Rates(b.centre(), figure.Question{Month: m, By: figure.ByKind, Side: figure.Lead})
			require.NoError(t, err)
			require.Len(t, table.Definitions, 1)
			assert.Equal(t, version, table.Definitions[0].Version, "months keep the version of their time: %s", m)
		}
		assert.Equal(t, "beyond_law", b.oldCode("诉求事项违反法律、法规或者政策规定"))
		assert.Equal(t, "unreasonable", b.latest().Exclusions.Reasons[0].Code, "what was there keeps its code")
	})
}

// oldCode returns the code of a reason in the first version.
func (b *bundle) oldCode(label string) string {
	all, err := b.Definitions(b.t.Context())
	require.NoError(b.t, err)
	for _, r := range all[len(all)-1].Exclusions.Reasons {
		if r.Label == label {
			return r.Code
		}
	}
	return ""
}

func TestADraftThatWasOvertakenOrWhoseMonthHasBegunIsNotApproved(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		other := b.as("wang", "", definition.PermApprove)
		first, err := b.Draft(b.leader(), b.asked())
		require.NoError(t, err)
		second, err := b.Draft(b.leader(), b.asked())
		require.NoError(t, err)
		_, err = b.Approve(other, first.ID, first.Version)
		require.NoError(t, err)
		_, err = b.Approve(other, second.ID, second.Version)
		require.ErrorIs(t, err, definition.ErrOvertake)
		_, err = b.Refuse(other, second.ID, second.Version, " 不行 ")
		require.ErrorIs(t, err, definition.ErrForm)
		second, err = b.Refuse(other, second.ID, second.Version, "已经有新的一版")
		require.NoError(t, err)
		_, err = b.Withdraw(b.centre(), second.ID, second.Version)
		require.ErrorIs(t, err, definition.ErrDecided)

		late := b.asked()
		late.Days, late.Labels = 30, late.Labels[:3]
		third, err := b.Draft(b.leader(), late)
		require.NoError(t, err)
		b.clock.Move(31 * 24 * time.Hour) // April
		_, err = b.Approve(other, third.ID, third.Version)
		require.ErrorIs(t, err, definition.ErrBegun)
		_, err = b.Withdraw(b.centre(), third.ID, third.Version)
		require.NoError(t, err)
		_, err = b.Withdraw(b.centre(), kernel.NewID(), 1)
		require.ErrorIs(t, err, definition.ErrNotFound)
	})
}

func TestWhatADraftSaysIsChecked(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		rule := func(rate figure.Rate, change func(*figure.Rule)) func(*definition.Request) {
			return func(r *definition.Request) {
				one := r.Rules[rate]
				change(&one)
				r.Rules[rate] = one
			}
		}
		for name, change := range map[string]func(*definition.Request){
			"a month that has begun":    func(r *definition.Request) { r.Month = month("2026-03") },
			"a month too far away":      func(r *definition.Request) { r.Month = month("2027-04") },
			"no reason":                 func(r *definition.Request) { r.Reason = "改" },
			"no source":                 func(r *definition.Request) { r.Source = "" },
			"weights that are no whole": rule(figure.Response, func(r *figure.Rule) { r.Weight = 31 }),
			"a weight below nothing":    rule(figure.Response, func(r *figure.Rule) { r.Weight = -30 }),
			"a kind that there is not":  rule(figure.Response, func(r *figure.Rule) { r.Kinds = []appeal.Kind{"x"} }),
			"a kind twice":              rule(figure.Response, func(r *figure.Rule) { r.Kinds = []appeal.Kind{appeal.Help, appeal.Help} }),
			"every closing left out":    rule(figure.Response, func(r *figure.Rule) { r.Without = definition.Closings }),
			"a basis that there is not": rule(figure.Response, func(r *figure.Rule) { r.By = "x" }),
			"a grade of another rate":   rule(figure.Response, func(r *figure.Rule) { r.LeastGrade = 3 }),
			"dissatisfied is satisfied": rule(figure.Satisfaction, func(r *figure.Rule) { r.LeastGrade = 2 }),
			"no satisfaction":           func(r *definition.Request) { delete(r.Rules, figure.Satisfaction) },
			"days without end":          func(r *definition.Request) { r.Days = 61 },
			"no reasons":                func(r *definition.Request) { r.Labels = nil },
			"a reason twice":            func(r *definition.Request) { r.Labels = []string{"客观原因", "客观原因"} },
			"nothing new": func(r *definition.Request) {
				d := b.latest()
				r.Rules, r.Days, r.Labels = d.Rules, d.Exclusions.Days, nil
				for _, one := range d.Exclusions.Reasons {
					r.Labels = append(r.Labels, one.Label)
				}
			},
		} {
			r := b.asked()
			change(&r)
			_, err := b.Draft(b.centre(), r)
			require.ErrorIs(t, err, definition.ErrForm, name)
		}
		_, err := b.Draft(b.as("x", "", definition.PermApprove), b.asked())
		require.ErrorIs(t, err, authz.ErrForbidden)
		_, err = b.Draft(appealtest.Staff(t, "y", "tax", kernel.ReachDepartment, definition.PermDraft), b.asked())
		require.ErrorIs(t, err, authz.ErrForbidden, "a definition holds for everybody")
	})
}
