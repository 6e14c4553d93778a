package bridge

import (
	"context"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/handling"
	"github.com/yikou/yikou/internal/disclosure"
	"github.com/yikou/yikou/internal/org"
)

// DepartmentsForAppeal are the departments as appeals need them.
type DepartmentsForAppeal struct{ Org *org.Service }

// Path returns a department and those above it.
func (d DepartmentsForAppeal) Path(ctx context.Context, id string) ([]string, error) {
	chart, err := d.Org.Chart(ctx)
	if err != nil {
		return nil, err
	}
	path := chart.Path(id)
	ids := make([]string, len(path))
	for i, one := range path {
		ids[len(path)-1-i] = one.ID
	}
	return ids, nil
}

// Subtree returns a department and those below it.
func (d DepartmentsForAppeal) Subtree(ctx context.Context, id string) ([]string, error) {
	return d.Org.Subtree(ctx, id)
}

// All returns every department by id.
func (d DepartmentsForAppeal) All(ctx context.Context) (map[string]appeal.Department, error) {
	chart, err := d.Org.Chart(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string]appeal.Department{}
	for _, one := range chart.Walk() {
		out[one.ID] = appeal.Department{ID: one.ID, Name: one.Name, Division: one.Division, Closed: one.Closed()}
	}
	return out, nil
}

// StaffForAppeal names staff. It is filled after the accounts exist.
type StaffForAppeal struct{ Roster *PeopleForOrg }

// StaffNames returns names by id.
func (p StaffForAppeal) StaffNames(ctx context.Context, ids []string) (map[string]string, error) {
	wanted := []string{}
	for _, id := range ids {
		if id != "" {
			wanted = append(wanted, id)
		}
	}
	names := map[string]string{}
	if len(wanted) == 0 {
		return names, nil
	}
	found, err := p.Roster.Roster.ByID(ctx, wanted)
	for id, m := range found {
		names[id] = m.Name
	}
	return names, err
}

// RevealsForAppeal keeps who saw who reports.
type RevealsForAppeal struct{ Ledger *disclosure.Service }

// Reveal keeps what load shows. The enterprise for which somebody reported reads
// it, unless nobody has verified that it was for it.
func (r RevealsForAppeal) Reveal(ctx context.Context, reason handling.Reason, load func(context.Context) (*appeal.Case, error)) (int64, error) {
	return r.Ledger.Reveal(ctx, disclosure.Reason{Kind: disclosure.ReasonKind(reason.Kind), Words: reason.Words}, func(ctx context.Context) (disclosure.Shown, error) {
		c, err := load(ctx)
		if err != nil {
			return disclosure.Shown{}, err
		}
		shown := disclosure.Shown{Kind: disclosure.KindPerson, Object: c.ID, Role: "反映人", Fields: []string{"name", "phone"}}
		if !c.Claimed && !c.Reporter.Confidential {
			shown.USCC = c.USCC
		}
		return shown, nil
	})
}

// WorkOfAppeals are the cases that people hold. It is filled after the module
// exists.
type WorkOfAppeals struct{ Appeals *appeal.Service }

// Open returns what a person holds.
func (w *WorkOfAppeals) Open(ctx context.Context, staff string) ([]org.WorkItem, error) {
	held, err := w.Appeals.HeldBy(ctx, staff)
	items := make([]org.WorkItem, len(held))
	for i, h := range held {
		items[i] = org.WorkItem{Kind: "appeal", ID: h.Part, Label: "诉求 " + h.Number, Department: h.Department}
	}
	return items, err
}

// HandOver gives cases to another person.
func (w *WorkOfAppeals) HandOver(ctx context.Context, from, to string, items []org.WorkItem) error {
	parts := make([]string, len(items))
	for i, item := range items {
		parts[i] = item.ID
	}
	return w.Appeals.HandOver(ctx, from, to, parts)
}
