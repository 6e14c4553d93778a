package beside_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/appealtest"
	"github.com/yikou/yikou/internal/appeal/beside"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

const firm = "91390102MA00000013"

// town is two bureaus, the first with an office below it.
var town = appealtest.Town{Departments: map[string]appealtest.Department{"tax": {Name: "税务局"}, "tax-hall": {Above: "tax"}, "water": {}}}

// shelf holds two measures, a policy and two guides, whatever is looked for; it
// notes the words.
type shelf struct{ asked *string }

func (s shelf) Measures(_ context.Context, words string, most int) ([]beside.Measure, error) {
	*s.asked = words
	list := []beside.Measure{{ID: "no", Title: "用工补贴"}, {ID: "unknown", Title: "水费减免"}, {ID: "yes", Title: "房租补贴"}}
	return list[:min(most, len(list))], nil
}

func (s shelf) Policies(_ context.Context, words string, _ int) ([]beside.Knowledge, error) {
	*s.asked = words
	return []beside.Knowledge{{Kind: beside.Policy, ID: "p1", Title: "城市照明管理办法"}}, nil
}

func (shelf) Guides(context.Context) ([]beside.Knowledge, error) {
	return []beside.Knowledge{{Kind: beside.Guide, ID: "g1", Title: "研发费用怎么加计扣除"}, {Kind: beside.Guide, ID: "g2", Title: "路灯坏了找谁修理"}}, nil
}

func (shelf) Of(_ context.Context, uscc string) (map[string]beside.Verdict, error) {
	if uscc != firm {
		return nil, nil
	}
	return map[string]beside.Verdict{"yes": "eligible", "no": "ineligible"}, nil
}

type bundle struct {
	*beside.Service
	t     *testing.T
	asked string
}

func setup(t *testing.T, d *db.DB) *bundle {
	t.Helper()
	b := &bundle{t: t}
	b.Service = &beside.Service{
		Service: appealtest.New(t, d, clock.NewFixed(appealtest.Morning()), town).Service,
		Shelf:   shelf{&b.asked}, Verdicts: shelf{&b.asked},
	}
	return b
}

func (b *bundle) as(department string, reach kernel.Reach) context.Context {
	return appealtest.Staff(b.t, "p-"+department, department, reach, appeal.PermRead, appeal.PermReceive)
}

func (b *bundle) receive(text string, change ...func(*appeal.Case)) *appeal.Case {
	b.t.Helper()
	c := &appeal.Case{Channel: appeal.ByCounter, Kind: appeal.Help, Urgency: appeal.Normal, Text: text, Reporter: appeal.Person{Anonymous: true}}
	for _, f := range change {
		f(c)
	}
	require.NoError(b.t, b.Receive(b.t.Context(), c))
	return c
}

func idsOf(list []beside.Near) []string {
	ids := []string{}
	for _, n := range list {
		ids = append(ids, n.ID)
	}
	return ids
}

func TestCasesThatAreAlikeAreFoundTheNearestFirst(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.receive("高新技术企业的研发费用补贴什么时候发放到账？")
		b.receive("希望把东门的路灯修好，谢谢有关部门")
		there := b.receive("园区东门路灯坏了好几天，货车晚上进出很危险", func(c *appeal.Case) { c.PlaceCode = "P1" })
		b.receive("楼宇企业食堂的油烟排放影响办公", func(c *appeal.Case) { c.PlaceCode = "P1" })
		one := b.receive("园区东门的路灯坏了三天，晚上货车进出很危险，请尽快修好。", func(c *appeal.Case) { c.PlaceCode = "P1" })
		clerk := b.as("", kernel.ReachAll)

		found, err := b.Similar(clerk, one.ID)
		require.NoError(t, err)
		require.Equal(t, there.ID, found[0].ID)
		require.Equal(t, []string{"同一地点", "内容相近"}, found[0].Why())
		require.NotContains(t, idsOf(found), one.ID, "no case is like itself")
		require.LessOrEqual(t, len(found), 2, "neither the subsidy nor the canteen, though it is of the same place")

		found, err = b.SimilarTo(clerk, beside.Subject{Text: "东门路灯坏了，货车晚上进出危险"})
		require.NoError(t, err)
		require.ElementsMatch(t, []string{one.ID, there.ID}, idsOf(found)[:2])
		found, err = b.SimilarTo(clerk, beside.Subject{Text: "路灯坏了"})
		require.NoError(t, err)
		require.Empty(t, found, "so short that everything would be like it")
	})
}

func TestACaseOfTheSameEnterpriseNeedsFewerWordsInCommon(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		for _, text := range []string{"办税窗口排队时间太长", "自来水压力不足影响生产", "招聘不到焊工请帮助对接", "车间扩建的环评怎么办理"} {
			b.receive(text)
		}
		before := b.receive("厂房租金补贴的材料交了两个月没有回音", func(c *appeal.Case) { c.USCC = firm })
		clerk := b.as("", kernel.ReachAll)
		const now = "我们想问去年申请的厂房租金补贴审核到哪一步"
		found, err := b.SimilarTo(clerk, beside.Subject{Text: now})
		require.NoError(t, err)
		require.Empty(t, found)
		found, err = b.SimilarTo(clerk, beside.Subject{Text: now, USCC: firm})
		require.NoError(t, err)
		require.Equal(t, []string{before.ID}, idsOf(found))
		require.Equal(t, []string{"同一企业"}, found[0].Why())
	})
}

func TestWhatSomebodyDoesNotSeeIsNotCompared(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		require.NoError(t, b.WarmInbox(t.Context()))
		const text = "税务大厅的工作人员态度恶劣，拒绝受理材料"
		shielded := b.receive(text, func(c *appeal.Case) { c.Accused = "tax" })
		open := b.receive(text)
		own := b.receive(text, func(c *appeal.Case) { c.RecordedBy = "p-tax-hall" })
		subject := beside.Subject{Text: text}

		found, err := b.SimilarTo(b.as("water", kernel.ReachAll), subject)
		require.NoError(t, err)
		require.ElementsMatch(t, []string{shielded.ID, open.ID, own.ID}, idsOf(found))
		for _, unit := range []string{"tax", "tax-hall"} {
			found, err = b.SimilarTo(b.as(unit, kernel.ReachAll), subject)
			require.NoError(t, err)
			require.ElementsMatch(t, []string{open.ID, own.ID}, idsOf(found), "%s is complained of, or stands under who is", unit)
			found, err = b.Similar(b.as(unit, kernel.ReachAll), open.ID)
			require.NoError(t, err)
			require.Equal(t, []string{own.ID}, idsOf(found))
			_, err = b.Similar(b.as(unit, kernel.ReachAll), shielded.ID)
			require.ErrorIs(t, err, appeal.ErrNotFound)
			_, err = b.Measures(b.as(unit, kernel.ReachAll), shielded.ID)
			require.ErrorIs(t, err, appeal.ErrNotFound)
			_, err = b.Knowledge(b.as(unit, kernel.ReachAll), shielded.ID)
			require.ErrorIs(t, err, appeal.ErrNotFound)
		}
		found, err = b.SimilarTo(b.as("tax-hall", kernel.ReachOwn), subject)
		require.NoError(t, err)
		require.Equal(t, []string{own.ID}, idsOf(found), "who sees only his own compares only his own")
		found, err = b.SimilarTo(b.as("water", kernel.ReachDepartmentSubtree), subject)
		require.NoError(t, err)
		require.Empty(t, found)
	})
}

func TestAnOldCaseIsFoundBehindManyNewOnes(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.SQLite)
	b := setup(t, d)
	old := b.receive("地下车库的消防通道被杂物堵住了", func(c *appeal.Case) { c.PlaceCode = "P1" })
	require.NoError(t, b.DB.InTx(t.Context(), func(ctx context.Context) error {
		for range 320 {
			if err := b.Receive(ctx, &appeal.Case{Channel: appeal.ByCounter, Kind: appeal.Help, Urgency: appeal.Normal, Text: "咨询社保转移怎样办理", Reporter: appeal.Person{Anonymous: true}}); err != nil {
				return err
			}
		}
		return nil
	}))
	clerk := b.as("", kernel.ReachAll)
	subject := beside.Subject{Text: "地下车库消防通道又被杂物堵住", PlaceCode: "P1"}
	found, err := b.SimilarTo(clerk, subject)
	require.NoError(t, err)
	require.Equal(t, []string{old.ID}, idsOf(found))
	subject.PlaceCode = ""
	found, err = b.SimilarTo(clerk, subject)
	require.NoError(t, err)
	require.Equal(t, []string{old.ID}, idsOf(found), "by its words it is found among all")
}

func TestMeasuresOfTheEnterpriseComeFirst(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		mine := b.receive("厂房租金太高，有没有补贴可以申请？", func(c *appeal.Case) { c.USCC, c.Topic = firm, "facility.road" })
		list, err := b.Measures(b.as("", kernel.ReachAll), mine.ID)
		require.NoError(t, err)
		ids := []string{}
		for _, m := range list {
			ids = append(ids, m.ID+" "+string(m.Verdict))
		}
		require.Equal(t, []string{"yes eligible", "unknown ", "no ineligible"}, ids)
		require.Contains(t, b.asked, "厂房租金太高")
		nobody := b.receive("厂房租金太高，有没有补贴可以申请？")
		list, err = b.Measures(b.as("", kernel.ReachAll), nobody.ID)
		require.NoError(t, err)
		require.Equal(t, "no", list[0].ID, "without an enterprise in the order of the search")
	})
}

func TestKnowledgeIsWhatSpeaksOfTheMatter(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		c := b.receive("园区的路灯坏了，应该找谁修理？")
		list, err := b.Knowledge(b.as("", kernel.ReachAll), c.ID)
		require.NoError(t, err)
		ids := []string{}
		for _, k := range list {
			ids = append(ids, string(k.Kind)+" "+k.ID)
		}
		require.Equal(t, []string{"guide g2", "policy p1"}, ids, "a guide about something else is left out")
	})
}

func TestWhoMayNotReadAppealsComparesNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		nobody := authz.With(t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: "x"})
		_, err := b.SimilarTo(nobody, beside.Subject{Text: "园区的路灯坏了，应该找谁修理？"})
		require.Error(t, err)
	})
}
