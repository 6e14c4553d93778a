package staffing

import (
	"context"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/org"
)

// The kinds of work that this package itself lets people hold. The ID of a post
// is that of the tenure.
const (
	KindMainPost = "org.main_post"
	KindPartPost = "org.part_post"
	KindService  = "org.service"
)

// ownWork is what people hold of this package: places they look after, posts.
type ownWork struct{ *Service }

// Open returns the places that a person looks after and the posts they hold.
func (w ownWork) Open(ctx context.Context, staff string) ([]org.WorkItem, error) {
	tree, err := w.Org.Tree(ctx)
	if err != nil {
		return nil, err
	}
	services, err := w.assignmentsOf(ctx, staff)
	if err != nil {
		return nil, err
	}
	items := []org.WorkItem{}
	for _, a := range services {
		if a.Open() {
			items = append(items, org.WorkItem{Kind: KindService, ID: a.ID, Label: tree.LocalName(a.Division) + " · " + a.Role.Name(), Division: a.Division})
		}
	}
	chart, err := w.Org.Chart(ctx)
	if err != nil {
		return nil, err
	}
	tenures, err := w.openTenures(ctx, staff)
	if err != nil {
		return nil, err
	}
	for _, t := range tenures {
		if t.Post == "" {
			continue
		}
		kind := KindMainPost
		if t.Kind == Part {
			kind = KindPartPost
		}
		d, _ := chart.Find(t.Department)
		items = append(items, org.WorkItem{Kind: kind, ID: t.ID, Label: d.ShortName + " · " + t.PostName, Department: t.Department, MayLapse: true})
	}
	return items, nil
}

// HandOver ends each item for one person and begins it for another, who holds a
// post besides their own work. What the receiver holds already only ends, and so
// does a post that nobody takes over.
func (w ownWork) HandOver(ctx context.Context, _, to string, items []org.WorkItem) error {
	people, err := w.People.ByID(ctx, []string{to})
	if err != nil {
		return err
	}
	for _, i := range items {
		if to == "" {
			err = w.endTenure(ctx, i.ID)
		} else if i.Kind == KindService {
			err = w.passService(ctx, i.ID, to, people[to].Department)
		} else {
			err = w.passPost(ctx, i.ID, to)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (w ownWork) passService(ctx context.Context, id, to, department string) error {
	a, found, err := w.assignment(ctx, id)
	if err != nil || !found {
		return err
	}
	if err := w.endAssignment(ctx, id); err != nil {
		return err
	}
	held, err := w.assignmentsAt(ctx, []string{a.Division})
	if err != nil {
		return err
	}
	for _, h := range held {
		if h.Staff == to && h.Role == a.Role {
			return nil
		}
	}
	a.ID, a.Staff, a.Department, a.StartsAt = kernel.NewID(), to, department, w.Clock.Now()
	return w.insertAssignment(ctx, a)
}

func (w ownWork) passPost(ctx context.Context, id, to string) error {
	t, found, err := w.tenure(ctx, id)
	if err != nil || !found {
		return err
	}
	if err := w.endTenure(ctx, id); err != nil {
		return err
	}
	held, err := w.openTenures(ctx, to)
	if err != nil {
		return err
	}
	for _, h := range held {
		if h.Post == t.Post {
			return nil
		}
	}
	return w.insertTenure(ctx, Tenure{
		ID: kernel.NewID(), Staff: to, Department: t.Department, Post: t.Post, Kind: Part, StartsAt: w.Clock.Now(),
	})
}
