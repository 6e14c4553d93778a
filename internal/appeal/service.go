package appeal

import (
	"context"

	"github.com/yikou/yikou/internal/appeal/inbox"
	"github.com/yikou/yikou/internal/appeal/number"
	"github.com/yikou/yikou/internal/appeal/score"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/seal"
)

// Deps is what the module needs.
type Deps struct {
	DB          *db.DB
	Clock       clock.Clock
	Audit       *audit.Log
	Bus         *events.Bus
	Seal        *seal.Sealer
	Clocks      Clocks
	Departments Departments
	People      People
	Enterprises Enterprises
}

// Service keeps cases. It has no operations of its own: packages handling, intake
// and their like use it.
type Service struct {
	Deps
	// Scores reads what the rates need.
	Scores  score.Reader
	inbox   *inbox.Follower
	numbers *number.Giver
}

// New returns the service.
func New(d Deps) *Service {
	s := &Service{Deps: d, numbers: number.New(d.DB)}
	s.Scores = score.Reader{DB: d.DB, Verdicts: d.Clocks.Verdicts, Kind: ClockKind, Response: ClockResponse, Helping: ClockCoHandler}
	s.inbox = inbox.NewFollower(inbox.Source{DB: d.DB, Firms: d.Enterprises.NamesByUSCC, Scores: s.Scores, Text: func(id, sealed string) (text string, err error) {
		box := d.Seal.Row(caseTable, id)
		box.Take("text", sealed, &text)
		return text, box.Err()
	}})
	return s
}

// Done says what an act did, for the timeline, the audit log and the event.
type Done struct {
	// Event names what happened; an empty one changes nothing and leaves no trace.
	Event string
	// Entry is what the timeline says: Act, Shown, Words and Facts are the act's to
	// give, the rest is filled in.
	Entry Entry
	// Parts are the departments that it concerns beside the lead.
	Parts []string
}

// Step names the case that is to be changed.
type Step struct {
	ID string
	// Version is the one that the caller saw.
	Version int64
	// Permission is what the caller needs, and what the case must be in sight of.
	Permission authz.Permission
}

// Change loads a case in the caller's sight, lets do change it and keeps what it
// did, all in one transaction.
func (s *Service) Change(ctx context.Context, step Step, do func(ctx context.Context, c *Case) (Done, error)) (c *Case, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if c, err = s.Find(ctx, step.Permission, step.ID); err != nil {
			return err
		}
		if step.Version != c.Version {
			return ErrStale
		}
		return s.Apply(ctx, c, do)
	})
	return c, err
}

// Apply lets do change a case that the caller has found and may change, and keeps
// what it did. Call it inside a transaction.
func (s *Service) Apply(ctx context.Context, c *Case, do func(ctx context.Context, c *Case) (Done, error)) error {
	done, err := do(ctx, c)
	if err != nil || done.Event == "" {
		return err
	}
	if err := s.updateCase(ctx, c); err != nil {
		return err
	}
	return s.keep(ctx, c, done)
}

// keep writes timeline, audit log and event of what was done.
func (s *Service) keep(ctx context.Context, c *Case, done Done) error {
	who := authz.From(ctx)
	e := done.Entry
	e.ID, e.Case, e.At = kernel.NewID(), c.ID, s.Clock.Now()
	e.ActorKind, e.Actor, e.ActorName, e.Department = string(who.Kind), who.ID, who.Name, who.Department
	if err := s.insertEntry(ctx, e); err != nil {
		return err
	}
	if err := s.Audit.Record(ctx, audit.Entry{Action: done.Event, ObjectKind: "appeal", Object: c.ID, Detail: e.Facts}); err != nil {
		return err
	}
	return s.Bus.Publish(ctx, done.Event, Happened{
		Case: c.ID, Number: c.Number, State: c.State, Lead: c.Lead, LeadStaff: c.LeadStaff, Parts: done.Parts,
		Account: c.Reporter.Account, USCC: c.USCC, Entry: e.ID, Closing: c.Closing, Granted: e.Facts.Granted,
	})
}

// Receive takes a case in: it gets its id, its number and its clocks, and is the
// centre's to look at. Who may do so is for the caller to ask. Call it inside a
// transaction, or it opens one.
func (s *Service) Receive(ctx context.Context, c *Case) error {
	if err := c.Check(); err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		now := s.Clock.Now()
		c.ID, c.State, c.Version = kernel.NewID(), Received, 1
		if c.ReceivedAt.IsZero() || c.ReceivedAt.After(now) {
			c.ReceivedAt = now
		}
		if err := s.startClocks(ctx, c); err != nil {
			return err
		}
		day := number.Day(now)
		n, err := s.numbers.Next(ctx, day)
		if err != nil {
			return err
		}
		c.Number = number.Of(day, n)
		if err := s.insertCase(ctx, c); err != nil {
			return err
		}
		return s.keep(ctx, c, Done{Event: EventReceived, Entry: Entry{Act: "receive", Shown: true}})
	})
}

// Receiving says that a case is about to be received, so that many at once do not
// queue for their numbers. Call it outside a transaction, and what it returns when
// the case is kept.
func (s *Service) Receiving(ctx context.Context) (end func(), err error) {
	return s.numbers.Begin(ctx, number.Day(s.Clock.Now()))
}
