package bridge

import (
	"context"
	"strings"

	"github.com/yikou/yikou/internal/appeal/beside"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/finding"
	"github.com/yikou/yikou/internal/policy/guide"
	"github.com/yikou/yikou/internal/policy/library"
)

// ShelfForAppeal is what is published, for those who work on appeals.
type ShelfForAppeal struct {
	Policy  *policy.Service
	Library *library.Service
	Leaves  *guide.Service
}

// Measures returns published measures that words find.
func (s ShelfForAppeal) Measures(ctx context.Context, words string, most int) ([]beside.Measure, error) {
	found, err := s.Policy.PublicMeasures(ctx, policy.PublicFilter{Text: words}, kernel.Page{Limit: most})
	if err != nil {
		return nil, err
	}
	out := make([]beside.Measure, len(found.Items))
	for i, m := range found.Items {
		out[i] = beside.Measure{ID: m.ID, Title: m.Title, Department: m.DepartmentName, Summary: m.SnippetParts}
	}
	return out, nil
}

// Policies returns published policies in force that words find, with the articles
// that hold them.
func (s ShelfForAppeal) Policies(ctx context.Context, words string, most int) ([]beside.Knowledge, error) {
	found, err := s.Library.PublicList(ctx, library.Filter{Text: words, Standing: library.InForce}, kernel.Page{Limit: most})
	if err != nil {
		return nil, err
	}
	out := make([]beside.Knowledge, len(found.Items))
	for i, p := range found.Items {
		out[i] = beside.Knowledge{Kind: beside.Policy, ID: p.ID, Title: p.Title, From: strings.Join(p.Issuers, "、")}
		for _, place := range finding.PlacesOf(p.Text, words) {
			out[i].Articles = append(out[i].Articles, beside.Article(place))
		}
	}
	return out, nil
}

// Guides returns every guide in use, none for somebody who does not see guides.
func (s ShelfForAppeal) Guides(ctx context.Context) ([]beside.Knowledge, error) {
	if !authz.Can(authz.From(ctx), policy.PermRead) {
		return nil, nil
	}
	var out []beside.Knowledge
	page := kernel.Page{Limit: kernel.PageLimit}
	for {
		found, err := s.Leaves.List(ctx, "", guide.Open, page)
		if err != nil {
			return nil, err
		}
		for _, g := range found.Items {
			out = append(out, beside.Knowledge{Kind: beside.Guide, ID: g.Code, Title: g.Title, From: g.Whom})
		}
		if found.Next == "" {
			return out, nil
		}
		page.After = found.Next
	}
}

// VerdictsForAppeal is what measures come to for enterprises, for those who work on
// appeals.
type VerdictsForAppeal struct{ Policy *policy.Service }

// Of returns the verdicts of measures for an enterprise by their ids.
func (v VerdictsForAppeal) Of(ctx context.Context, uscc string) (map[string]beside.Verdict, error) {
	if !authz.Can(authz.From(ctx), policy.PermRead) {
		return nil, nil
	}
	all, err := v.Policy.EnterpriseVerdicts(ctx, uscc, policy.Moment{})
	if errs.KindOf(err) == errs.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	out := make(map[string]beside.Verdict, len(all.Items))
	for _, j := range all.Items {
		out[j.ID] = beside.Verdict(j.Finding.Verdict)
	}
	return out, nil
}
