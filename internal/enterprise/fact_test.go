package enterprise_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/enterprise"
	"github.com/yikou/yikou/internal/enterprise/contact"
	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/standard/civil"
)

// three is a registry of three firms: a factory and a shop in one district, and
// one in another.
func three(t testing.TB, b bundle) {
	t.Helper()
	importText(t, b, strings.Join([]string{
		"uscc,name,industry,province,city,district,status,capital,registered",
		code(t, 1) + ",望渚甲机械有限公司,C3511,山东省,济南市,历下区,存续,50万元,2019-05-06",
		code(t, 2) + ",望渚乙商贸有限公司,F5111,山东省,济南市,历下区,存续,12万美元,2020-01-02",
		code(t, 3) + ",望渚丙软件有限公司,I6513,山东省,青岛市,市南区,注销,,",
	}, "\n"))
}

const factHeader = "uscc,key,period,value,as_of,source,tier,from,to\n"

func values(facts []enterprise.Fact, key, period string) (list []string) {
	for _, f := range facts {
		if f.Key == key && f.Period == period {
			list = append(list, f.Value+" "+f.Source+" "+string(f.Tier))
		}
	}
	return list
}

func TestFactsAreReadByTheDictionary(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		three(t, b)
		report := importFacts(t, b, "统一社会信用代码,指标,年度,值,数据日期,来源,等级,有效期起,有效期止\n"+strings.Join([]string{
			code(t, 1) + ",revenue,2025,\"23,000,000\",2026-03-31,税务部门,T0,,",
			code(t, 1) + ",营业收入,2024年,1.5e7,2025/3/31,税务部门,T0,,",
			code(t, 1) + ",dishonest,,否,2026-01-01,信用平台,T0,,",
			code(t, 1) + ",资质,,高新技术企业,2024-11-01,科技部门,T0,2024-11-01,2027-10-31",
			code(t, 1) + ",size_class,,小型,,统计部门,,,",
			code(t, 9) + ",revenue,2025,1,,税务部门,T0,,",
			code(t, 1) + ",profit,2025,1,,税务部门,T0,,",
			code(t, 1) + ",revenue,,1,,税务部门,T0,,",
			code(t, 1) + ",dishonest,2025,是,,税务部门,T0,,",
			code(t, 1) + ",revenue,2023,很多,,税务部门,T0,,",
			code(t, 1) + ",staff,2025,30,,税务部门,T7,,",
			code(t, 1) + ",staff,2025,30,2030-01-01,税务部门,T0,,",
			code(t, 1) + ",qualification,,srdi,,工信部门,T0,2025-01-01,2024-01-01",
			code(t, 1) + ",qualification,,local_star,,工信部门,T0,,",
			code(t, 1) + ",industry,,Z999,,工信部门,T0,,",
			code(t, 1) + ",revenue,2025,24000000,2026-03-31,税务部门,T0,,",
		}, "\n"))
		require.Equal(t, []string{
			"6 统一社会信用代码 refusal", "7 指标 refusal", "8 年度 refusal", "9 年度 refusal", "10 值 refusal", "11 等级 refusal",
			"12 数据日期 refusal", "13 有效期止 refusal", "14 值 warning", "15 值 refusal", "16 指标 warning",
		}, problemsOf(report))
		require.EqualValues(t, 16, report.Rows)
		require.EqualValues(t, 6, report.Created)
		require.EqualValues(t, 1, report.Unchanged)
		require.EqualValues(t, 9, report.Refused)
		require.Contains(t, report.Problems[1].Reason, "profit")

		profile, err := b.Facts(t.Context(), code(t, 1))
		require.NoError(t, err)
		require.Equal(t, []string{"23000000 税务部门 T0"}, values(profile.Facts, "revenue", "2025"))
		require.Equal(t, []string{"15000000 税务部门 T0"}, values(profile.Facts, "revenue", "2024"))
		require.Equal(t, []string{"false 信用平台 T0"}, values(profile.Facts, "dishonest", ""))
		require.Equal(t, []string{"small 统计部门 T2"}, values(profile.Facts, "size_class", ""), "no tier is T2")
		require.Equal(t, []string{"500000 登记信息 T0"}, values(profile.Facts, "capital", ""))
		require.Equal(t, []string{"C3511 登记信息 T0"}, values(profile.Facts, "industry", ""))
		shop, err := b.Facts(t.Context(), code(t, 2))
		require.NoError(t, err)
		require.Empty(t, values(shop.Facts, "capital", ""), "dollars are no yuan")
	})
}

func TestALaterStatementOfOneSourceReplacesTheEarlierAndBothAreKept(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		three(t, b)
		first := factHeader + code(t, 1) + ",staff,2025,10,2026-01-31,人社部门,T0,,\n"
		second := factHeader + code(t, 1) + ",staff,2025,12,2026-02-28,人社部门,T0,,\n" + code(t, 1) + ",staff,2025,15,2026-03-01,企业申报,T2,,\n"
		require.EqualValues(t, 1, importFacts(t, b, first).Created)
		report := importFacts(t, b, second)
		require.EqualValues(t, 1, report.Created)
		require.EqualValues(t, 1, report.Updated)
		for _, file := range []string{first, second} {
			again := importFacts(t, b, file)
			require.Equal(t, again.Accepted, again.Unchanged)
		}
		profile, err := b.Facts(t.Context(), code(t, 1))
		require.NoError(t, err)
		require.Equal(t, []string{"12 人社部门 T0", "15 企业申报 T2"}, values(profile.Facts, "staff", "2025"))
		require.Equal(t, "12", record.Strongest(profile.Facts, "staff", "2025").Value)
		history, err := b.History(system(t), code(t, 1), "staff")
		require.NoError(t, err)
		require.Equal(t, []string{"10 人社部门 T0", "12 人社部门 T0", "15 企业申报 T2"}, values(history, "staff", "2025"))
		require.True(t, history[0].Replaced)
	})
}

func TestListsFollowFactsAtOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		three(t, b)
		all := []string{"望渚丙软件有限公司", "望渚乙商贸有限公司", "望渚甲机械有限公司"}
		require.Equal(t, all, names(t, b, enterprise.Filter{}))
		require.Empty(t, names(t, b, enterprise.Filter{Qualification: "high_tech"}))
		importFacts(t, b, factHeader+strings.Join([]string{
			code(t, 1) + ",qualification,,high_tech,2024-11-01,科技部门,T0,2024-11-01,2026-11-21",
			code(t, 2) + ",qualification,,high_tech,2020-11-01,科技部门,T0,2020-11-01,2026-11-20",
			code(t, 1) + ",staff,2025,30,2026-01-31,人社部门,T0,,",
			code(t, 1) + ",revenue,2025,5000000,2026-03-31,税务部门,T0,,",
			code(t, 3) + ",division,,370102001000,2026-03-31,社会治理网格,T0,,",
		}, "\n"))
		require.Equal(t, []string{"望渚甲机械有限公司"}, names(t, b, enterprise.Filter{Qualification: "high_tech"}), "valid through its last day")
		require.Equal(t, []string{"望渚甲机械有限公司"}, names(t, b, enterprise.Filter{SizeClass: "small"}), "30 persons and 5 million are a small factory")
		require.Equal(t, all, names(t, b, enterprise.Filter{Division: "370102"}), "a dated statement of a department counts before the register")
		require.Equal(t, []string{"望渚丙软件有限公司"}, names(t, b, enterprise.Filter{Division: "370102001"}))
		b.clock.Move(24 * time.Hour)
		require.Empty(t, names(t, b, enterprise.Filter{Qualification: "high_tech"}))
		require.Equal(t, []string{"望渚乙商贸有限公司", "望渚甲机械有限公司"}, names(t, b, enterprise.Filter{Status: "存续"}))
		require.Equal(t, []string{"望渚甲机械有限公司"}, names(t, b, enterprise.Filter{Industry: "C35", Text: "机械"}))
		require.Equal(t, []string{"望渚乙商贸有限公司"}, names(t, b, enterprise.Filter{Text: strings.ToLower(code(t, 2))}))
		details, err := b.Get(system(t), code(t, 1))
		require.NoError(t, err)
		require.Equal(t, "工信部联企业〔2011〕300号", details.SizeBasis)
		require.Equal(t, "2025", details.SizeYear)
	})
}

// staff returns a context in which somebody acts with one reach.
func staff(t testing.TB, reach kernel.Reach, division string) context.Context {
	t.Helper()
	grants := map[string]kernel.Reach{}
	for _, p := range slices.Concat(enterprise.Permissions, contact.Permissions) {
		grants[string(p.Permission)] = reach
	}
	return authz.With(t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: "s1", Name: "样例", Division: division, Grants: grants})
}

// firm returns a context in which a handler acts for enterprises.
func firm(t testing.TB, codes ...string) context.Context {
	t.Helper()
	grants := map[string]kernel.Reach{string(enterprise.PermOwnRead): kernel.ReachOwn, string(enterprise.PermOwnDeclare): kernel.ReachOwn}
	return authz.With(t.Context(), kernel.Principal{Kind: kernel.EnterprisePrincipal, ID: "p1", Name: "示例", Enterprises: codes, Grants: grants})
}

func TestStaffSeeExactlyTheirDivision(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		three(t, b)
		cases := []struct {
			reach    kernel.Reach
			division string
			want     []int
		}{
			{kernel.ReachAll, "", []int{1, 2, 3}},
			{kernel.ReachDivisionSubtree, "370000", []int{1, 2, 3}},
			{kernel.ReachDivisionSubtree, "370100", []int{1, 2}},
			{kernel.ReachDivisionSubtree, "370200000000", []int{3}},
			{kernel.ReachDivisionSubtree, "370103", nil},
			{kernel.ReachDivisionSubtree, "", nil},
			{kernel.ReachDepartment, "370102", []int{1, 2}},
			{kernel.ReachOwn, "370102", nil},
		}
		for _, c := range cases {
			ctx := staff(t, c.reach, c.division)
			found, err := b.List(ctx, enterprise.Filter{}, "registered", kernel.Page{Limit: 50})
			require.NoError(t, err)
			var seen []string
			for _, i := range found.Items {
				seen = append(seen, i.USCC)
			}
			slices.Sort(seen)
			var want []string
			for n := 1; n <= 3; n++ {
				_, err := b.Get(ctx, code(t, n))
				_, recorded := b.Verify(ctx, code(t, n), enterprise.Statement{Key: "listed", Value: "否"})
				if !slices.Contains(c.want, n) {
					require.ErrorIs(t, err, enterprise.ErrNotFound)
					require.ErrorIs(t, recorded, enterprise.ErrNotFound)
					continue
				}
				require.NoError(t, err)
				require.NoError(t, recorded)
				want = append(want, code(t, n))
			}
			slices.Sort(want)
			require.Equal(t, want, seen, "%v %s", c.reach, c.division)
			require.EqualValues(t, len(want), found.Total)
		}
		report, err := b.ImportEnterprises(staff(t, kernel.ReachDivisionSubtree, "370200"), strings.NewReader("uscc,name\n"+code(t, 1)+",改名有限公司\n"+code(t, 3)+",望渚丙改名有限公司\n"),
			int64(len("uscc,name\n"+code(t, 1)+",改名有限公司\n"+code(t, 3)+",望渚丙改名有限公司\n")), "x.csv", nil)
		require.NoError(t, err)
		require.Equal(t, []string{"1 uscc refusal"}, problemsOf(report))
		require.EqualValues(t, 1, report.Updated)
	})
}

// verdicts says that every firm with a fact "listed" gets something.
type verdicts struct{ b *bundle }

func (v verdicts) Verdicts(ctx context.Context, uscc string) ([]enterprise.Verdict, error) {
	p, err := v.b.Facts(ctx, uscc)
	verdict := "need_facts"
	if record.Strongest(p.Facts, "listed", "") != nil {
		verdict = "eligible"
	}
	return []enterprise.Verdict{{Measure: "m1", Title: "上市奖励", Verdict: verdict}, {Measure: "m2", Title: "其他", Verdict: "ineligible"}}, err
}

func TestAFirmDeclaresAFactAndHearsWhatItChanged(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.Verdicts = verdicts{&b}
		three(t, b)
		mine := firm(t, code(t, 1))
		done, err := b.Declare(mine, code(t, 1), enterprise.Statement{Key: "listed", Value: "是"})
		require.NoError(t, err)
		require.Equal(t, []enterprise.VerdictChange{{Measure: "m1", Title: "上市奖励", From: "need_facts", To: "eligible"}}, done.Changed)
		require.Equal(t, enterprise.T2, done.Fact.Tier)
		require.Equal(t, "2026-11-21", done.Fact.AsOf.String())
		again, err := b.Declare(mine, code(t, 1), enterprise.Statement{Key: "listed", Value: "true"})
		require.NoError(t, err)
		require.Equal(t, done.Fact.ID, again.Fact.ID, "the same again is no new statement")
		require.Empty(t, again.Changed)
		_, err = b.Declare(mine, code(t, 2), enterprise.Statement{Key: "listed", Value: "是"})
		require.ErrorIs(t, err, enterprise.ErrNotFound)
		_, err = b.Declare(mine, code(t, 1), enterprise.Statement{Key: "nothing", Value: "1"})
		require.ErrorIs(t, err, enterprise.ErrUnknownKey)
		_, err = b.Declare(mine, code(t, 1), enterprise.Statement{Key: "revenue", Period: "去年", Value: "1"})
		require.ErrorIs(t, err, enterprise.ErrFactValue)
		_, err = b.Get(mine, code(t, 1))
		require.ErrorIs(t, err, authz.ErrForbidden)
		names, err := b.bus.Names(t.Context())
		require.NoError(t, err)
		require.Equal(t, []string{"enterprise.imported", "enterprise.facts_recorded"}, names)
	})
}

func TestProfilesOfTheWholeRegistryAreThoseOfEachFirm(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		three(t, b)
		importFacts(t, b, factHeader+code(t, 3)+",listed,,是,2026-01-01,金融办,T0,,\n"+code(t, 1)+",staff,2025,3,,人社部门,T0,,\n"+code(t, 3)+",staff,2024,8,,人社部门,T0,,\n")
		require.NoError(t, b.MarkComplete(system(t), "dishonest", "信用平台", civil.Of(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC))))
		require.ErrorIs(t, b.MarkComplete(system(t), "nothing", "信用平台", civil.Date{}), enterprise.ErrUnknownKey)
		last := uint32(0)
		require.NoError(t, b.EachProfile(t.Context(), func(p enterprise.Profile) error {
			last++
			require.Equal(t, last, p.Ordinal)
			one, err := b.Facts(t.Context(), p.USCC)
			require.NoError(t, err)
			require.Equal(t, []string{"dishonest"}, p.Closed)
			require.Equal(t, one.Closed, p.Closed)
			require.Len(t, p.Facts, len(one.Facts))
			for i, f := range p.Facts {
				require.Equal(t, one.Facts[i].Key+one.Facts[i].Period+one.Facts[i].Value+string(one.Facts[i].Tier), f.Key+f.Period+f.Value+string(f.Tier))
			}
			return nil
		}))
		require.EqualValues(t, 3, last)
		rows, err := b.Names(t.Context(), []uint32{3, 1})
		require.NoError(t, err)
		require.Equal(t, []string{code(t, 3), code(t, 1)}, []string{rows[0].USCC, rows[1].USCC})
	})
}

func TestTheDictionaryGrowsByAFileOrNotAtAll(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		three(t, b)
		load := func(text string) (enterprise.KeyReport, error) {
			return b.ImportFactKeys(system(t), strings.NewReader(text), int64(len(text)))
		}
		report, err := load(`[{"key":"loan_interest","label":"贷款利息","kind":"number","unit":"元","periodic":true,"help":"全年贷款利息"},
			{"key":"qualification","label":"资质","kind":"qualification","options":[{"value":"local_star","label":"望渚之星"}]}]`)
		require.NoError(t, err)
		require.Equal(t, enterprise.KeyReport{Rows: 2, Created: 1, Updated: 1}, report)
		report, err = load("代号,名称,类型,单位,分年度,说明,可选值\nloan_interest,贷款利息,number,元,是,全年贷款利息,\ngrade,信用等级,text,,否,,a=甲级|b=乙级\n")
		require.NoError(t, err)
		require.Equal(t, enterprise.KeyReport{Rows: 2, Created: 1, Unchanged: 1}, report)
		for _, wrong := range []string{
			`[{"key":"fine","label":"好","kind":"number"},{"key":"No Good","label":"坏","kind":"number"}]`,
			`[{"key":"fine","label":"好","kind":"colour"}]`, `[{"key":"revenue","label":"收入","kind":"text"}]`,
			`[{"key":"loan_interest","label":"贷款利息","kind":"bool"}]`, `[{"key":"fine","label":"好","kind":"number","extra":1}]`, `[{`,
		} {
			_, err := load(wrong)
			require.Error(t, err, wrong)
			dictionary, err := b.Dictionary(t.Context())
			require.NoError(t, err)
			_, known := dictionary.Find("fine")
			require.False(t, known, wrong)
		}
		facts := importFacts(t, b, factHeader+code(t, 1)+",贷款利息,2025,12000,,银行,T0,,\n"+code(t, 1)+",grade,,甲级,,银行,T0,,\n"+code(t, 1)+",资质,,望渚之星,,工信部门,T0,,\n")
		require.Empty(t, facts.Problems)
		profile, err := b.Facts(t.Context(), code(t, 1))
		require.NoError(t, err)
		require.Equal(t, []string{"a 银行 T0"}, values(profile.Facts, "grade", ""))
		require.Equal(t, []string{"local_star 工信部门 T0"}, values(profile.Facts, "qualification", ""))
	})
}
