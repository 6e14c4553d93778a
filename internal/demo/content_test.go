package demo_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/demo"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/standard/civil"
)

type policyPage struct {
	ID, Title, Level, Text, Interpretation string
	DocumentNo                             string `json:"document_no"`
	Issuers                                []string
	PublishedOn                            civil.Date        `json:"published_on"`
	EffectiveFrom                          civil.Date        `json:"effective_from"`
	EffectiveTo                            civil.Date        `json:"effective_to"`
	Review                                 map[string]string `json:"fair_competition_review"`
}

type measurePage struct {
	ID, Title, Policy, Kind, Delivery, Summary, Beneficiaries string
	AmountText                                                string `json:"amount_text"`
	Materials                                                 []struct{ Name, Note, Source string }
	Steps                                                     []struct{ Title, Text string }
	TimeLimit                                                 string `json:"time_limit"`
	PaymentTerm                                               string `json:"payment_term"`
	Department, Budget                                        string
	Contact                                                   struct{ Unit, Phone, Address, Hours string }
	Window                                                    struct{ From, To civil.Date }
}

func policies(t *testing.T) map[string]policyPage {
	t.Helper()
	var list []policyPage
	require.NoError(t, json.Unmarshal(demo.Policies(), &list))
	byID := map[string]policyPage{}
	for _, p := range list {
		require.NotContains(t, byID, p.ID)
		byID[p.ID] = p
	}
	return byID
}

func pages(t *testing.T) []measurePage {
	t.Helper()
	var list []measurePage
	require.NoError(t, json.Unmarshal(demo.Measures(), &list))
	return list
}

// rules decodes the measures as the import does, with every key in a dictionary.
func rules(t *testing.T) []eligibility.Measure {
	t.Helper()
	extra := eligibility.Dictionary{}
	for key, name := range dictionary(t) {
		kind, ok := eligibility.ParseFactKind(name)
		require.True(t, ok, name)
		extra[key] = kind
	}
	list, err := eligibility.DecodeMeasures(bytes.NewReader(demo.Measures()), eligibility.DecodeOptions{
		Dictionary: eligibility.BuiltIn().With(extra), Strict: true,
		Descriptive: []string{"beneficiaries", "amount_text"},
	})
	require.NoError(t, err)
	return list
}

func TestEveryClauseQuotesItsPolicyWordForWord(t *testing.T) {
	t.Parallel()
	documents, list, decoded := policies(t), pages(t), rules(t)
	require.Len(t, list, 60)
	require.Len(t, documents, 22)
	used := map[string]bool{}
	for i, page := range list {
		used[page.Policy] = true
		text := documents[page.Policy].Text
		quoted := 0
		for c := range decoded[i].Clauses {
			require.NotEmpty(t, c.Quote, "%s %s", page.ID, c.ID)
			require.Contains(t, text, c.Quote, "%s %s", page.ID, c.ID)
			quoted++
		}
		require.NotZero(t, quoted, page.ID)
	}
	require.Len(t, used, len(documents), "a policy without measures")
}

func TestPoliciesAreComplete(t *testing.T) {
	t.Parallel()
	numbers := map[string]bool{}
	for _, p := range policies(t) {
		require.NotEmpty(t, p.Title)
		require.NotEmpty(t, p.Issuers)
		require.Contains(t, []string{"municipal", "district"}, p.Level)
		require.Regexp(t, `^[望霁]\p{Han}+〔202[56]〕\d+号$`, p.DocumentNo)
		require.False(t, numbers[p.DocumentNo], p.DocumentNo)
		numbers[p.DocumentNo] = true
		require.Greater(t, strings.Count(p.Text, "\n"), 1)
		require.NotEmpty(t, p.Interpretation)
		require.NotEmpty(t, p.Review["conclusion"])
		require.NotEmpty(t, p.Review["reviewer"])
		reviewed, err := civil.Parse(p.Review["reviewed_on"])
		require.NoError(t, err)
		require.True(t, reviewed.Before(p.PublishedOn), "%s is published before its review", p.ID)
		require.False(t, p.EffectiveFrom.Before(p.PublishedOn), p.ID)
		require.Equal(t, "2028-12-31", p.EffectiveTo.String())
	}
}

func TestMeasuresHaveWhatTheirPublicPageMustState(t *testing.T) {
	t.Parallel()
	departments := map[string]string{}
	for _, d := range demo.Departments() {
		departments[d.Code] = d.Name
	}
	seen := map[string]bool{}
	once := func(what, s string) {
		require.NotEmpty(t, s, what)
		require.False(t, seen[what+s], "%s twice: %s", what, s)
		seen[what+s] = true
	}
	kinds, deliveries := map[string]int{}, map[string]int{}
	for _, m := range pages(t) {
		once("id", m.ID)
		once("title", m.Title)
		once("summary", m.Summary)
		once("beneficiaries", m.Beneficiaries)
		require.NotEmpty(t, m.AmountText)
		require.NotEmpty(t, m.TimeLimit)
		require.NotEmpty(t, m.PaymentTerm)
		require.NotEmpty(t, m.Materials, m.ID)
		require.GreaterOrEqual(t, len(m.Steps), 3, m.ID)
		once("steps", fmt.Sprint(m.Steps))
		for _, paper := range m.Materials {
			require.NotContains(t, paper.Name, "其他")
			require.NotContains(t, paper.Name, "相关")
			require.NotEmpty(t, paper.Note)
			require.NotEmpty(t, paper.Source)
		}
		require.Contains(t, departments, m.Department)
		require.Contains(t, m.Contact.Unit, departments[m.Department])
		require.Greater(t, len(m.Contact.Unit), len(departments[m.Department]), "%s names no office", m.ID)
		require.NotEmpty(t, m.Contact.Phone)
		require.Equal(t, "2028-12-31", m.Window.To.String())
		if m.Budget != "" {
			_, err := kernel.ParseYuan(m.Budget)
			require.NoError(t, err)
		}
		kinds[m.Kind]++
		deliveries[m.Delivery]++
	}
	require.Len(t, kinds, 5, "every kind of measure occurs")
	require.Len(t, deliveries, 3, "every way of delivery occurs")
}

// An award without application needs a definite scope and data that nobody
// declared of himself (川办函〔2024〕17号).
func TestProactiveMeasuresLeaveNothingToDiscretionOrDeclaration(t *testing.T) {
	t.Parallel()
	registry := map[string]bool{"division": true, "industry": true, "registered": true, "type": true, "status": true}
	proactive := 0
	for _, m := range rules(t) {
		if m.Delivery != "proactive" {
			continue
		}
		proactive++
		for c := range m.When.Clauses {
			require.NotEqual(t, eligibility.Discretion, c.Role, "%s %s", m.ID, c.ID)
			for f := range c.Term.Facts {
				firm := c.MinTier == eligibility.T0 || c.MinTier == eligibility.T1 || registry[f.Key]
				require.True(t, firm, "%s %s rests on any evidence of %s", m.ID, c.ID, f.Key)
			}
		}
	}
	require.GreaterOrEqual(t, proactive, 15)
}
