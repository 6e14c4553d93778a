package definition_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/eligibility"
)

// gapsOf are the gaps, at some place of the definition, of a measure written like
// this over a policy, on 21 November 2026.
func gapsOf(t *testing.T, path, members string, policy definition.Document) []string {
	t.Helper()
	m, err := definition.DecodeMeasure([]byte(`{"id":"m","title":"t","policy":"p",`+members+`}`), eligibility.Dictionary{})
	require.NoError(t, err)
	gate := definition.Gate{Today: day(t, "2026-11-21"), Kinds: eligibility.BuiltIn()}
	var words []string
	for _, g := range gate.Gaps(&definition.Record{Measure: m, Policy: &policy}) {
		if strings.HasPrefix(g.Path, path) {
			words = append(words, strings.TrimPrefix(g.Path+" "+g.Words, path))
		}
	}
	return words
}

func reviewed(t *testing.T, on string) definition.Document {
	return definition.Document{ID: "p", Review: definition.Review{On: day(t, on), Reviewer: "区科技局", Conclusion: "符合要求"}}
}

const simple = `"when":{"id":"c1","fact":"industry","op":"under","value":"I","quote":"软件企业"}`

// testdata/catch_all.json is read by the desk's warning as well.
func TestACatchAllOfMaterialsIsFoundHoweverItIsWritten(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/catch_all.json")
	require.NoError(t, err)
	var cases []struct {
		Words    string `json:"words"`
		CatchAll bool   `json:"catch_all"`
	}
	require.NoError(t, json.Unmarshal(text, &cases))
	require.Greater(t, len(cases), 40)
	for _, c := range cases {
		require.Equal(t, c.CatchAll, definition.CatchAll(c.Words), c.Words)
		found := gapsOf(t, "materials", simple+`,"materials":[{"name":"营业执照"},{"name":"`+c.Words+`"}]`, reviewed(t, "2026-01-01"))
		require.Equal(t, c.CatchAll, len(found) > 0, c.Words)
	}
}

func TestAMeasureNeedsAPolicyThatHoldsIsPublicAndWasReviewed(t *testing.T) {
	t.Parallel()
	change := func(f func(d *definition.Document)) definition.Document {
		d := reviewed(t, "2025-11-20")
		f(&d)
		return d
	}
	for name, c := range map[string]struct {
		policy definition.Document
		want   []string
	}{
		"reviewed today":     {reviewed(t, "2026-11-21"), nil},
		"reviewed tomorrow":  {reviewed(t, "2026-11-22"), []string{" 依据的政策文件的公平竞争审查记录没有写明日期，或日期晚于今天"}},
		"reviewed on no day": {reviewed(t, ""), []string{" 依据的政策文件的公平竞争审查记录没有写明日期，或日期晚于今天"}},
		"reviewed by nobody": {change(func(d *definition.Document) { d.Review.Reviewer = " " }), []string{" 依据的政策文件没有公平竞争审查记录"}},
		"not public":         {change(func(d *definition.Document) { d.Hidden = true }), []string{" 依据的文件还没有公开"}},
		"repealed today":     {change(func(d *definition.Document) { d.RepealedOn = day(t, "2026-11-21") }), []string{" 依据的文件已于 2026-11-21 废止"}},
		"repealed tomorrow":  {change(func(d *definition.Document) { d.RepealedOn = day(t, "2026-11-22") }), nil},
		"replaced in spring": {change(func(d *definition.Document) { d.ReplacedFrom = day(t, "2026-03-01") }), []string{" 依据的文件已于 2026-03-01 废止"}},
		"replaced, then ended": {change(func(d *definition.Document) {
			d.ReplacedFrom, d.RepealedOn = day(t, "2026-03-01"), day(t, "2026-06-01")
		}), []string{" 依据的文件已于 2026-03-01 废止"}},
	} {
		require.Equal(t, c.want, gapsOf(t, "policy", simple, c.policy), name)
	}
}

func TestAPolicyEndsWithTheEarliestOfItsEnds(t *testing.T) {
	t.Parallel()
	for _, c := range [][4]string{
		{"", "", "", ""},
		{"2027-12-31", "", "", "2027-12-31"},
		{"", "2027-01-01", "", "2026-12-31"},
		{"", "", "2027-03-01", "2027-02-28"},
		{"2027-12-31", "2027-06-01", "2027-03-01", "2027-02-28"},
		{"2027-12-31", "2027-01-01", "2027-03-01", "2026-12-31"},
		{"2026-12-30", "2027-01-01", "2027-03-01", "2026-12-30"},
	} {
		d := &definition.Document{EffectiveTo: day(t, c[0]), RepealedOn: day(t, c[1]), ReplacedFrom: day(t, c[2])}
		require.Equal(t, day(t, c[3]), d.Ends(), "%v", c)
		r := &definition.Record{State: definition.Published, Policy: d}
		if end := d.Ends(); !end.IsZero() {
			require.Equal(t, definition.Published, r.StateOn(end, end))
			require.Equal(t, definition.Expired, r.StateOn(end.AddDays(1), end))
		}
	}
}

func TestWhatRestsOnAHiddenPolicyIsSuspendedFromTodayOn(t *testing.T) {
	t.Parallel()
	r := &definition.Record{State: definition.Published, Policy: &definition.Document{Hidden: true}}
	today := day(t, "2026-11-21")
	require.Equal(t, definition.Suspended, r.StateOn(today, today))
	require.Equal(t, definition.Suspended, r.StateOn(today.AddDays(9), today))
	require.Equal(t, definition.Published, r.StateOn(today.AddDays(-1), today), "nobody wrote down whether it was public then")
	r.State = definition.Draft
	require.Equal(t, definition.Draft, r.StateOn(today, today))
}

// rules.md §4: definite scope, clear standard, complete data, of bonuses as well.
func TestAProactiveMeasureAsksForEvidenceInEveryClause(t *testing.T) {
	t.Parallel()
	const discretion, declared = "免申即享的事项不能有由人裁量的条件", "免申即享的条件不能凭企业自报"
	for clause, want := range map[string]string{
		`"fact":"division","op":"under","value":"390102"`:                                            "",
		`"fact":"industry","op":"under","value":"I"`:                                                 "",
		`"fact":"registered","op":"older_than","value":"P1Y"`:                                        "",
		`"fact":"capital","op":">","value":1`:                                                        "",
		`"fact":"status","op":"=","value":"open"`:                                                    "",
		`"fact":"type","op":"=","value":"有限责任公司"`:                                                    "",
		`"fact":"revenue","period":"Y-1","op":">","value":1,"min_tier":"T0"`:                         "",
		`"fact":"size_class","op":"=","value":"small","min_tier":"T1"`:                               "",
		`"expr":{"add":[{"fact":"revenue"},{"fact":"tax_paid"}]},"op":">","value":1,"min_tier":"T1"`: "",
		`"fact":"revenue","period":"Y-1","op":">","value":1`:                                         declared,
		`"fact":"size_class","op":"=","value":"small"`:                                               declared,
		`"fact":"qualification","op":"has","value":"high_tech"`:                                      declared,
		`"fact":"listed","op":"=","value":true`:                                                      declared,
		`"fact":"capital","op":">","value":1,"min_tier":"T2"`:                                        declared,
		`"fact":"revenue","period":"Y-1","op":">","value":1,"min_tier":"T3"`:                         declared,
		`"expr":{"add":[{"fact":"capital"},{"fact":"revenue"}]},"op":">","value":1`:                  declared,
		`"role":"discretion"`: discretion,
	} {
		firm := `{"id":"a","fact":"industry","op":"under","value":"I","quote":"软件企业"}`
		leaf := `{"id":"x",` + clause + `,"quote":"软件企业"}`
		for where, members := range map[string]string{
			"condition": `"when":{"all":[` + firm + `,{"not":` + leaf + `}]}`,
			"bonus":     `"when":` + firm + `,"benefit":{"fixed":"1.00"},"bonus":[{"when":` + leaf + `,"benefit":{"fixed":"1.00"}}]`,
		} {
			claim := gapsOf(t, "when.x", `"delivery":"claim",`+members, reviewed(t, "2026-01-01"))
			require.Empty(t, claim, "%s in the %s", clause, where)
			found := gapsOf(t, "when.x", `"delivery":"proactive",`+members, reviewed(t, "2026-01-01"))
			if want == "" {
				require.Empty(t, found, "%s in the %s", clause, where)
				continue
			}
			require.Len(t, found, 1, "%s in the %s", clause, where)
			require.Contains(t, found[0], want)
		}
	}
}

func TestAQuoteStandsInThePolicysText(t *testing.T) {
	t.Parallel()
	policy := reviewed(t, "2026-01-01")
	policy.Text = "第一条 上年度研发费用达到１００万元（含）以上的\n软件企业，给予奖励。"
	const nowhere = ".c1 原文里找不到这句话"
	for quote, want := range map[string][]string{
		"上年度研发费用达到１００万元": nil, "上年度 研发费用达到100万元(含)以上的": nil, "以上的软件企业,": nil, "以上的软件企业，给予": nil,
		"上年度研发费用达到200万元": {nowhere}, "给予补助": {nowhere}, " ": {".c1 没有注明政策原文"},
	} {
		clause := strings.Replace(simple, "软件企业", quote, 1)
		require.Equal(t, want, gapsOf(t, "when", clause, policy), quote)
	}
	policy.Text = ""
	require.Empty(t, gapsOf(t, "when", simple, policy), "a policy without a text is not searched")
}

func TestTheNextVersionIsWrittenFromTheLastThatWasPublished(t *testing.T) {
	t.Parallel()
	first := version(t, 1, "draft", "2026-01-01", "in_review", "2026-01-01", "published", "2026-01-02")
	dropped := version(t, 2, "draft", "2026-02-01", "withdrawn", "2026-02-02")
	ended := version(t, 1, "draft", "2026-01-01", "in_review", "2026-01-01", "published", "2026-01-02", "withdrawn", "2026-01-09")
	for want, versions := range map[int64][]definition.Version{1: {dropped, first}, 2: {dropped}, 3: {version(t, 3, "published", "2026-03-01"), first}} {
		require.Equal(t, want, definition.Model(versions).Number)
	}
	require.EqualValues(t, 1, definition.Model([]definition.Version{dropped, ended}).Number)
	require.False(t, slices.ContainsFunc([]definition.Version{first, dropped, ended}, func(v definition.Version) bool { return v.Ahead(day(t, "2026-01-02")) }))
	require.True(t, first.Ahead(day(t, "2026-01-01")))
}
