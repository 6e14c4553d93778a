package staffing

import (
	"context"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/org"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/standard/division"
)

// NewPerson is somebody to be taken on. Post is an ID and may be empty.
type NewPerson struct{ Login, Name, Department, Post string }

// AddPerson takes somebody on: an account without roles that no password opens
// yet, and a main tenure. It fails with org.ErrDepartmentUnknown, org.ErrClosed,
// ErrPostUnknown, ErrPostFull, or what the account's login or name lack.
func (s *Service) AddPerson(ctx context.Context, n NewPerson) (string, error) {
	var id string
	err := s.change(ctx, org.PermissionEdit, func(ctx context.Context, at setting) error {
		d, err := at.department(n.Department)
		if err != nil {
			return err
		}
		if id, err = s.People.Create(ctx, org.NewPerson{Login: n.Login, Name: n.Name, Department: d.ID, Division: d.Division}); err != nil {
			return err
		}
		if err := s.begin(ctx, at, Tenure{Staff: id, Department: d.ID, Post: n.Post, Kind: Main}); err != nil {
			return err
		}
		return s.happened(ctx, "org.person_added", "org_person", id, Happened{Staff: id, Department: d.ID, Post: n.Post})
	})
	return id, err
}

// begin opens a tenure now. A post must be open, in the tenure's department, and
// have room.
func (s *Service) begin(ctx context.Context, at setting, t Tenure) error {
	if t.Post != "" {
		p, err := s.openPost(ctx, at, t.Post)
		switch {
		case err != nil:
			return err
		case p.Department != t.Department:
			return ErrPostUnknown
		case p.Full():
			return ErrPostFull
		}
	}
	t.ID, t.StartsAt = kernel.NewID(), s.Clock.Now()
	return s.insertTenure(ctx, t)
}

// Appoint gives somebody a post: the main one if it is in their department and
// they have none there yet, else one to hold besides their own work (兼任). It
// fails with ErrPersonUnknown, ErrPersonLeft, ErrPostUnknown, ErrPostFull or
// ErrAlreadyHolds.
func (s *Service) Appoint(ctx context.Context, staff, post string) error {
	return s.change(ctx, org.PermissionEdit, func(ctx context.Context, at setting) error {
		if _, err := s.present(ctx, at, staff); err != nil {
			return err
		}
		p, err := s.openPost(ctx, at, post)
		if err != nil {
			return err
		}
		held, err := s.openTenures(ctx, staff)
		if err != nil {
			return err
		}
		for _, t := range held {
			if t.Post == post {
				return ErrAlreadyHolds
			}
		}
		t := Tenure{Staff: staff, Department: p.Department, Post: post, Kind: Part}
		if len(held) > 0 && held[0].Kind == Main && held[0].Department == p.Department && held[0].Post == "" {
			t.Kind = Main
			if err := s.endTenure(ctx, held[0].ID); err != nil {
				return err
			}
		}
		if err := s.begin(ctx, at, t); err != nil {
			return err
		}
		return s.happened(ctx, "org.tenure_started", "org_person", staff, Happened{Staff: staff, Department: p.Department, Post: post})
	})
}

// EndTenure ends a post held in part; the post stays vacant. Main tenures end by
// a transfer or by leaving. It fails with ErrTenureUnknown.
func (s *Service) EndTenure(ctx context.Context, id string) error {
	return s.change(ctx, org.PermissionEdit, func(ctx context.Context, at setting) error {
		t, found, err := s.tenure(ctx, id)
		if err != nil {
			return err
		}
		if !found || !t.Open() || t.Kind != Part || !at.reach.Holds(t.Department) {
			return ErrTenureUnknown
		}
		if err := s.endTenure(ctx, id); err != nil {
			return err
		}
		return s.happened(ctx, "org.tenure_ended", "org_person", t.Staff, Happened{Staff: t.Staff, Tenure: id, Department: t.Department, Post: t.Post})
	})
}

// Assign makes somebody look after a place. It fails with ErrPersonUnknown,
// ErrPersonLeft, org.ErrDivisionUnknown, ErrMayNotServe, ErrChief or
// ErrAlreadyHolds.
func (s *Service) Assign(ctx context.Context, staff, place string, role Role) (Assignment, error) {
	var a Assignment
	tree, err := s.Org.Tree(ctx)
	if err != nil {
		return a, err
	}
	known, found := tree.Lookup(place)
	err = s.change(ctx, org.PermissionEdit, func(ctx context.Context, at setting) error {
		p, err := s.present(ctx, at, staff)
		if err != nil {
			return err
		}
		if !found || known.Level() == division.Country {
			return org.ErrDivisionUnknown
		}
		if !at.chart.MayHold(p.Department, org.WorkItem{Division: known.Code}) {
			return ErrMayNotServe
		}
		a = Assignment{ID: kernel.NewID(), Division: known.Code, Staff: staff, Department: p.Department, Role: role, StartsAt: s.Clock.Now()}
		if err := s.serves(ctx, a); err != nil {
			return err
		}
		if err := s.insertAssignment(ctx, a); err != nil {
			return err
		}
		return s.happened(ctx, "org.service_assigned", "org_service", a.ID, Happened{Staff: staff, Service: a.ID, Division: a.Division, Role: role})
	})
	return a, err
}

// serves refuses what is there already: the same, or another chief.
func (s *Service) serves(ctx context.Context, a Assignment) error {
	open, err := s.assignmentsAt(ctx, []string{a.Division})
	if err != nil {
		return err
	}
	for _, o := range open {
		if o.Staff == a.Staff && o.Role == a.Role {
			return ErrAlreadyHolds
		}
		if o.Role == Chief && a.Role == Chief {
			return ErrChief
		}
	}
	return nil
}

// EndAssignment ends an assignment; the place stays without that person. It
// fails with ErrServiceUnknown.
func (s *Service) EndAssignment(ctx context.Context, id string) error {
	return s.change(ctx, org.PermissionEdit, func(ctx context.Context, at setting) error {
		a, found, err := s.assignment(ctx, id)
		if err != nil {
			return err
		}
		if !found || !a.Open() || !at.reach.Holds(a.Department) {
			return ErrServiceUnknown
		}
		if err := s.endAssignment(ctx, id); err != nil {
			return err
		}
		return s.happened(ctx, "org.service_ended", "org_service", id, Happened{Staff: a.Staff, Service: id, Division: a.Division, Role: a.Role})
	})
}

// Adopt opens the main tenure of everybody who works in a department and has
// none: people whose account was made elsewhere. A second run changes nothing.
func (s *Service) Adopt(ctx context.Context) error {
	return s.Seat(authz.AsSystem(ctx, "org.adopt"), nil)
}

// Seat is Adopt with the posts that people begin on: IDs of posts, by login.
func (s *Service) Seat(ctx context.Context, posts map[string]string) error {
	return s.change(ctx, org.PermissionEdit, func(ctx context.Context, at setting) error {
		page := kernel.Page{Limit: kernel.PageLimit}
		for {
			people, err := s.People.List(ctx, org.PeopleFilter{}, page)
			if err != nil {
				return err
			}
			for _, p := range people.Items {
				if err := s.adopt(ctx, at, p, posts[p.Login]); err != nil {
					return err
				}
			}
			if page.After = people.Next; page.After == "" {
				return nil
			}
		}
	})
}

func (s *Service) adopt(ctx context.Context, at setting, p org.Person, post string) error {
	if _, known := at.chart.Find(p.Department); !known || p.Status == org.PersonLeft {
		return nil
	}
	held, err := s.openTenures(ctx, p.ID)
	if err != nil {
		return err
	}
	for _, t := range held {
		if t.Kind == Main {
			return nil
		}
	}
	t := Tenure{ID: kernel.NewID(), Staff: p.ID, Department: p.Department, Post: post, Kind: Main, StartsAt: p.CreatedAt}
	if err := s.insertTenure(ctx, t); err != nil {
		return err
	}
	return s.happened(ctx, "org.tenure_started", "org_person", p.ID, Happened{Staff: p.ID, Department: p.Department, Tenure: t.ID, Post: post})
}
