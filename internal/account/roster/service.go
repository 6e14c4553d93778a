package roster

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/events"
)

// Deps is what the package works with.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	Audit *audit.Log
	Bus   *events.Bus
	// Unusable returns a password hash that no password opens.
	Unusable func() string
}

// Service is the package's use cases. It is safe for concurrent use.
type Service struct{ Deps }

// New returns the package's use cases.
func New(d Deps) *Service { return &Service{Deps: d} }

// Moved says that a member of staff belongs to another department.
type Moved struct {
	Staff      string `json:"staff"`
	Department string `json:"department"`
}

// EventName returns the event's stable name.
func (Moved) EventName() string { return "account.staff_moved" }

// Left says that a member of staff left: the account is closed for good.
type Left struct {
	Staff string `json:"staff"`
}

// EventName returns the event's stable name.
func (Left) EventName() string { return "account.staff_left" }

// Create adds a member of staff without roles, whom no password lets in yet, and
// returns the ID. Department is an ID. It fails with account.ErrLogin,
// account.ErrLoginTaken or account.ErrStaffName.
func (s *Service) Create(ctx context.Context, login, name, department, division string) (string, error) {
	login, err := account.NormalizeLogin(login)
	if err != nil {
		return "", err
	}
	name = strings.TrimSpace(name)
	if n := utf8.RuneCountInString(name); n == 0 || n > 50 {
		return "", account.ErrStaffName
	}
	taken, err := s.ByLogin(ctx, []string{login})
	if err != nil {
		return "", err
	}
	if len(taken) > 0 {
		return "", account.ErrLoginTaken
	}
	member := account.Staff{ID: kernel.NewID(), Login: login, Name: name, Department: department, Division: division, Status: account.Active}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.insert(ctx, member, s.Unusable()); err != nil {
			return err
		}
		return s.happened(ctx, account.StaffCreated{Staff: member.ID, Login: login, Roles: []string{}}, member.ID)
	})
	return member.ID, err
}

// Move puts a member of staff into another department, given by ID, and place.
// It fails with account.ErrStaffUnknown.
func (s *Service) Move(ctx context.Context, id, department, division string) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.move(ctx, id, department, division); err != nil {
			return err
		}
		return s.happened(ctx, Moved{Staff: id, Department: department}, id)
	})
}

// Leave closes the account of a member of staff for good, with every session of
// theirs, on every node at once. It fails with account.ErrStaffUnknown.
func (s *Service) Leave(ctx context.Context, id string) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.leave(ctx, id, s.Unusable()); err != nil {
			return err
		}
		if err := s.deleteSessions(ctx, id); err != nil {
			return err
		}
		return s.happened(ctx, Left{Staff: id}, id)
	})
}

func (s *Service) happened(ctx context.Context, event interface{ EventName() string }, staff string) error {
	if err := s.Audit.Record(ctx, audit.Entry{Action: event.EventName(), ObjectKind: "account_staff", Object: staff, Detail: event}); err != nil {
		return err
	}
	return s.Bus.Publish(ctx, event.EventName(), event)
}
