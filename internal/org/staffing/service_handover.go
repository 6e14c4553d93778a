package staffing

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/org"
	"github.com/yikou/yikou/internal/platform/authz"
)

// Open returns all that a person holds, over every module. It fails with
// ErrPersonUnknown.
func (s *Service) Open(ctx context.Context, staff string) ([]org.WorkItem, error) {
	at, err := s.look(ctx, org.PermissionHandover)
	if err != nil {
		return nil, err
	}
	if _, err := s.person(ctx, at, staff); err != nil {
		return nil, err
	}
	items, _, err := s.openWork(ctx, staff)
	return items, err
}

// works are the modules that let people hold work, this package first.
func (s *Service) works() []org.Work { return append([]org.Work{ownWork{s}}, s.Works...) }

// openWork returns what a person holds, and the module each item, by its key,
// belongs to.
func (s *Service) openWork(ctx context.Context, staff string) ([]org.WorkItem, map[string]int, error) {
	all, owner := []org.WorkItem{}, map[string]int{}
	for n, w := range s.works() {
		items, err := w.Open(ctx, staff)
		if err != nil {
			return nil, nil, err
		}
		for _, i := range items {
			owner[keyOf(i)] = n
		}
		all = append(all, items...)
	}
	return all, owner, nil
}

// HandOver carries out an order: in one transaction the work moves, the tenures
// end, and for one who leaves the account is closed and every session ends. It
// fails with ErrPersonUnknown, ErrPersonLeft, ErrOneself, ErrHandover,
// ErrOpenWork, and for a transfer with org.ErrDepartmentUnknown, org.ErrClosed,
// ErrPostUnknown, ErrPostFull or ErrAlreadyHolds. A refusal for open work is
// kept in the audit chain.
func (s *Service) HandOver(ctx context.Context, o Order) (Handover, error) {
	var h Handover
	err := s.change(ctx, org.PermissionHandover, func(ctx context.Context, at setting) error {
		var err error
		h, err = s.handOver(ctx, at, o)
		return err
	})
	if errors.Is(err, ErrOpenWork) {
		return Handover{}, s.refused(ctx, "org.handover_refused", o.Staff, err)
	}
	return h, err
}

func (s *Service) handOver(ctx context.Context, at setting, o Order) (Handover, error) {
	if authz.From(ctx).ID == o.Staff {
		return Handover{}, ErrOneself
	}
	person, err := s.present(ctx, at, o.Staff)
	if err != nil {
		return Handover{}, err
	}
	open, owner, err := s.openWork(ctx, o.Staff)
	if err != nil {
		return Handover{}, err
	}
	receivers, err := s.receivers(ctx, at, o)
	if err != nil {
		return Handover{}, err
	}
	if o.Kind == Transfer {
		if err := s.checkTarget(ctx, at, person, o); err != nil {
			return Handover{}, err
		}
	}
	p, err := o.check(open, receivers, at.chart)
	if err != nil {
		return Handover{}, err
	}
	if err := s.moveWork(ctx, o.Staff, p, owner); err != nil {
		return Handover{}, err
	}
	if o.Kind == Leave {
		err = s.leave(ctx, o.Staff)
	} else {
		err = s.transfer(ctx, at, o, p)
	}
	if err != nil {
		return Handover{}, err
	}
	h := Handover{
		ID: kernel.NewID(), Kind: o.Kind, Staff: o.Staff, Department: person.Department, Note: strings.TrimSpace(o.Note),
		By: authz.From(ctx).ID, At: s.Clock.Now(), Items: p.items,
	}
	event := "org.person_left"
	if o.Kind == Transfer {
		h.ToDepartment, event = o.Department, "org.person_transferred"
	}
	if err := s.insertHandover(ctx, h); err != nil {
		return Handover{}, err
	}
	return h, s.happened(ctx, event, "org_person", o.Staff, Happened{
		Staff: o.Staff, Department: h.Department, Handover: h.ID, Items: len(h.Items), Post: o.Post,
	})
}

// receivers looks up within reach everybody whom an order names.
func (s *Service) receivers(ctx context.Context, at setting, o Order) (map[string]org.Person, error) {
	var ids []string
	for _, i := range o.Items {
		if i.Receiver != "" {
			ids = append(ids, i.Receiver)
		}
	}
	slices.Sort(ids)
	found, err := s.People.ByID(ctx, slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	for id, p := range found {
		if !at.reach.Holds(p.Department) {
			delete(found, id)
		}
	}
	return found, nil
}

// checkTarget refuses a transfer to nowhere or to where the person is.
func (s *Service) checkTarget(ctx context.Context, at setting, person org.Person, o Order) error {
	if _, err := at.department(o.Department); err != nil {
		return err
	}
	held, err := s.openTenures(ctx, person.ID)
	if err != nil {
		return err
	}
	for _, t := range held {
		same := t.Kind == Main && t.Department == o.Department && t.Post == o.Post
		if same || o.Post != "" && t.Post == o.Post {
			return ErrAlreadyHolds
		}
	}
	return nil
}

// moveWork gives every receiver what the plan says, module by module, in a fixed
// order.
func (s *Service) moveWork(ctx context.Context, from string, p plan, owner map[string]int) error {
	works := s.works()
	receivers := make([]string, 0, len(p.given))
	for id := range p.given {
		receivers = append(receivers, id)
	}
	slices.Sort(receivers)
	for _, to := range receivers {
		parts := make([][]org.WorkItem, len(works))
		for _, i := range p.given[to] {
			n := owner[keyOf(i)]
			parts[n] = append(parts[n], i)
		}
		for n, items := range parts {
			if len(items) == 0 {
				continue
			}
			if err := works[n].HandOver(ctx, from, to, items); err != nil {
				return err
			}
		}
	}
	return nil
}

// leave ends what tenures are left and closes the account.
func (s *Service) leave(ctx context.Context, staff string) error {
	held, err := s.openTenures(ctx, staff)
	if err != nil {
		return err
	}
	for _, t := range held {
		if err := s.endTenure(ctx, t.ID); err != nil {
			return err
		}
	}
	return s.People.Leave(ctx, staff)
}

// transfer ends the main tenure and opens the new one. What the person takes
// along is from now on done for the new department.
func (s *Service) transfer(ctx context.Context, at setting, o Order, p plan) error {
	held, err := s.openTenures(ctx, o.Staff)
	if err != nil {
		return err
	}
	for _, t := range held {
		if t.Kind != Main {
			continue
		}
		if err := s.endTenure(ctx, t.ID); err != nil {
			return err
		}
	}
	if err := s.begin(ctx, at, Tenure{Staff: o.Staff, Department: o.Department, Post: o.Post, Kind: Main}); err != nil {
		return err
	}
	for _, i := range p.kept {
		if i.Kind != KindService {
			continue
		}
		if err := (ownWork{s}).passService(ctx, i.ID, o.Staff, o.Department); err != nil {
			return err
		}
	}
	d, _ := at.chart.Find(o.Department)
	return s.People.Move(ctx, o.Staff, d.ID, d.Division)
}
