package alarm

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/likeness"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Service finds and keeps alarms. It is safe for concurrent use.
type Service struct {
	*appeal.Service
	Terms Terms
}

// Look raises alarms about the last days by the definition in force.
func (s *Service) Look(ctx context.Context) error {
	found, err := s.look(ctx)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error { return s.raiseAll(ctx, found) })
}

// Refresh looks now.
func (s *Service) Refresh(ctx context.Context) error {
	if _, err := authz.Require(ctx, PermKeep); err != nil {
		return err
	}
	found, err := s.look(ctx)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.raiseAll(ctx, found); err != nil {
			return err
		}
		return s.Audit.Record(ctx, audit.Entry{Action: "appeal.alarms_refreshed", ObjectKind: table, Object: "all"})
	})
}

func (s *Service) raiseAll(ctx context.Context, found []raised) error {
	for _, one := range found {
		if err := s.Raise(ctx, one.alarm, one.cases); err != nil {
			return err
		}
	}
	return nil
}

// raised is an alarm that a look makes, with its cases.
type raised struct {
	alarm *Alarm
	cases []string
}

// look finds what makes alarms, outside of a transaction.
func (s *Service) look(ctx context.Context) (list []raised, err error) {
	now := s.Clock.Now()
	today := civil.Of(now.In(civil.Beijing))
	all, err := s.definitions(ctx)
	if err != nil {
		return nil, err
	}
	d, ok := InForceOn(all, today)
	if !ok {
		return nil, nil
	}
	found, err := s.find(ctx, d, now.Add(-time.Duration(d.Days)*24*time.Hour))
	for _, f := range found {
		list = append(list, raised{cases: f.Cases, alarm: &Alarm{
			ID: kernel.NewID(), Kind: f.Kind, Department: f.Department, Month: today.String()[:7], Definition: d.Version, State: Raised,
			Share: f.Share, Others: f.Others, RaisedAt: now, Version: 1,
		}})
	}
	return list, err
}

func (s *Service) find(ctx context.Context, d Definition, from time.Time) ([]Finding, error) {
	changed, err := s.relabelled(ctx, from)
	if err != nil {
		return nil, err
	}
	silent, err := s.uncalled(ctx, from)
	if err != nil {
		return nil, err
	}
	late, err := s.lateFacts(ctx, d, from)
	if err != nil {
		return nil, err
	}
	moved, err := s.movedFacts(ctx, d, from)
	if err != nil {
		return nil, err
	}
	return slices.Concat(
		counted(Relabelled, changed, d.Relabelled), above(LastMinute, late, d.LastMinute, d.Level),
		above(Uncalled, silent, d.Uncalled, d.Level), counted(Moved, moved, d.Rules.Moved),
	), nil
}

// terms returns when the promise to each reporter ended, and when it was kept.
func (s *Service) terms(ctx context.Context, list []ended) (due, kept map[string]time.Time, err error) {
	ids := make([]string, len(list))
	for i, e := range list {
		ids[i] = e.Case
	}
	verdicts, err := s.Terms.Verdicts(ctx, appeal.ClockKind, []string{appeal.ClockPromise}, ids)
	due, kept = map[string]time.Time{}, map[string]time.Time{}
	for _, v := range verdicts {
		due[v.Case] = v.Due
		if v.Met {
			kept[v.Case] = v.Stopped
		}
	}
	return due, kept, err
}

func (s *Service) lateFacts(ctx context.Context, d Definition, from time.Time) ([]Fact, error) {
	list, err := s.closedSince(ctx, from)
	if err != nil {
		return nil, err
	}
	due, kept, err := s.terms(ctx, list)
	facts := make([]Fact, len(list))
	for i, e := range list {
		facts[i] = Fact{e.Case, e.Department, lastMinute(e.From, due[e.Case], kept[e.Case], d.LastPercent)}
	}
	return facts, err
}

func (s *Service) movedFacts(ctx context.Context, d Definition, from time.Time) ([]Fact, error) {
	list, err := s.mergedSince(ctx, from)
	if err != nil {
		return nil, err
	}
	due, _, err := s.terms(ctx, list)
	if err != nil {
		return nil, err
	}
	facts := make([]Fact, len(list))
	for i, e := range list {
		facts[i] = Fact{Case: e.Case, Department: e.Department}
		if !moves(e.At, due[e.Case], d.MonthEndDays) {
			continue
		}
		c, err := s.ByID(ctx, e.Case)
		if err != nil {
			return nil, err
		}
		main, err := s.ByID(ctx, e.Main)
		if err != nil {
			return nil, err
		}
		facts[i].Hit = likeness.Share(likeness.Of(c.Text), likeness.Of(main.Text)) < d.Unlike
	}
	return facts, nil
}

// Shown is an alarm as somebody sees it.
type Shown struct {
	*Alarm
	Definition Definition
	// Cases is how many of its cases the caller sees.
	Cases int64
	// Can is what the caller may do with it.
	Can []Act
}

// reader is who looks at alarms.
type reader struct {
	cases       appeal.Sight
	path        []string
	below       []string
	keeps       bool
	answers     bool
	definitions []Definition
}

func (s *Service) reader(ctx context.Context) (r reader, err error) {
	scope, err := authz.Require(ctx, PermRead)
	if err != nil {
		return r, err
	}
	who := authz.From(ctx)
	if scope.Reach == kernel.ReachAll {
		r.keeps = authz.Can(who, PermKeep)
	}
	r.answers = authz.Can(who, PermAnswer)
	if r.cases, err = s.Sight(ctx, PermRead); err != nil {
		return r, err
	}
	if r.definitions, err = s.definitions(ctx); err != nil {
		return r, err
	}
	if who.Department == "" {
		return r, nil
	}
	if r.path, err = s.Departments.Path(ctx, who.Department); err != nil {
		return r, err
	}
	r.below, err = s.Departments.Subtree(ctx, who.Department)
	return r, err
}

// own reports whether an alarm is about the department of the reader, or one that it
// is a part of.
func (r reader) own(a *Alarm) bool { return slices.Contains(r.path, a.Department) }

// leads reports whether the reader may speak for the department that an alarm is
// about: he sits in it or above it.
func (r reader) leads(a *Alarm) bool { return r.own(a) || slices.Contains(r.below, a.Department) }

// can are the acts that the reader may do at a time.
func (r reader) can(a *Alarm, d Definition, at time.Time) []Act {
	acts := []Act{}
	for _, t := range Transitions() {
		allowed := r.keeps && !r.own(a)
		if t.Act == ActAnswer {
			allowed = r.answers && r.leads(a)
		}
		if t.Act == ActConclude && a.Waits(at, d.AnswerDays) {
			allowed = false
		}
		if t.From == a.State && allowed && !slices.Contains(acts, t.Act) {
			acts = append(acts, t.Act)
		}
	}
	return acts
}

// shown returns an alarm to a reader, nil for one that does not exist for him: about
// his own department before it is opened, or about nothing that he sees.
func (s *Service) shown(ctx context.Context, r reader, a *Alarm) (*Shown, error) {
	if r.own(a) && !a.State.Known() {
		return nil, nil
	}
	n, err := s.Count(ctx, about(r.cases, a.ID))
	if err != nil || n == 0 {
		return nil, err
	}
	one := &Shown{Alarm: a, Cases: n}
	for _, d := range r.definitions {
		if d.Version == a.Definition {
			one.Definition = d
		}
	}
	one.Can = r.can(a, one.Definition, s.Clock.Now())
	return one, nil
}

// List returns the alarms that the caller sees, the newest first, of a state or of
// all.
func (s *Service) List(ctx context.Context, state State) ([]*Shown, error) {
	r, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	all, err := s.alarms(ctx)
	if err != nil {
		return nil, err
	}
	out := []*Shown{}
	for _, a := range all {
		if state != "" && a.State != state {
			continue
		}
		one, err := s.shown(ctx, r, a)
		if err != nil {
			return nil, err
		}
		if one != nil {
			out = append(out, one)
		}
	}
	return out, nil
}

// Get returns one alarm that the caller sees.
func (s *Service) Get(ctx context.Context, id string) (*Shown, error) {
	r, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	return s.get(ctx, r, id)
}

func (s *Service) get(ctx context.Context, r reader, id string) (*Shown, error) {
	a, err := s.load(ctx, id)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return nil, err
	}
	if a == nil {
		return nil, ErrNotFound
	}
	one, err := s.shown(ctx, r, a)
	if err == nil && one == nil {
		err = ErrNotFound
	}
	return one, err
}

func order() db.Keyset { return db.Keyset{Columns: []db.Column{{SQL: "id"}}, Desc: true} }

// Behind returns one page of the cases of an alarm, the newest first: as many as the
// alarm says.
func (s *Service) Behind(ctx context.Context, id string, page kernel.Page) (out kernel.Rows[*appeal.Case], err error) {
	r, err := s.reader(ctx)
	if err != nil {
		return out, err
	}
	one, err := s.get(ctx, r, id)
	if err != nil {
		return out, err
	}
	after, args, err := order().After(page.After)
	if err != nil {
		return out, err
	}
	v := about(r.cases, id)
	if after != "" {
		v = v.And(after, args...)
	}
	out.Total = one.Cases
	out.Items, err = s.Cases(ctx, v, page.Limit+1)
	if len(out.Items) > page.Limit {
		out.Items = out.Items[:page.Limit]
		out.Next = order().Cursor(out.Items[page.Limit-1].ID)
	}
	return out, err
}

// Do names an alarm as the caller saw it.
type Do struct {
	ID      string
	Version int64
}

// Open shows an alarm to the department that it is about.
func (s *Service) Open(ctx context.Context, do Do) (*Shown, error) {
	return s.keep(ctx, do, "appeal.alarm_opened", func(a *Alarm, _ Definition) error { return a.Open(authz.From(ctx).ID, s.Clock.Now()) })
}

// Drop ends an alarm that the cases do not bear out.
func (s *Service) Drop(ctx context.Context, do Do, words string) (*Shown, error) {
	return s.keep(ctx, do, "appeal.alarm_dropped", func(a *Alarm, _ Definition) error { return a.Drop(authz.From(ctx).ID, words, s.Clock.Now()) })
}

// Conclude says what an alarm was.
func (s *Service) Conclude(ctx context.Context, do Do, upheld bool, words string) (*Shown, error) {
	return s.keep(ctx, do, "appeal.alarm_concluded", func(a *Alarm, d Definition) error {
		return a.Conclude(authz.From(ctx).ID, upheld, words, s.Clock.Now(), d.AnswerDays)
	})
}

// keep does what the centre does; nobody does it about his own department.
func (s *Service) keep(ctx context.Context, do Do, action string, act func(*Alarm, Definition) error) (*Shown, error) {
	if _, err := authz.Require(ctx, PermKeep); err != nil {
		return nil, err
	}
	return s.change(ctx, do, action, func(r reader, one *Shown) error {
		if r.own(one.Alarm) {
			return ErrOwn
		}
		return act(one.Alarm, one.Definition)
	})
}

// Answer explains an alarm for the department of the caller, or one that stands below
// it.
func (s *Service) Answer(ctx context.Context, do Do, words string) (*Shown, error) {
	if _, err := authz.Require(ctx, PermAnswer); err != nil {
		return nil, err
	}
	return s.change(ctx, do, EventAnswered, func(r reader, one *Shown) error {
		if !r.leads(one.Alarm) {
			return ErrForeign
		}
		return one.Explain(authz.From(ctx).ID, words, s.Clock.Now())
	})
}

func (s *Service) change(ctx context.Context, do Do, action string, act func(reader, *Shown) error) (out *Shown, err error) {
	r, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		one, err := s.get(ctx, r, do.ID)
		if err != nil {
			return err
		}
		if one.Version != do.Version {
			return ErrStale
		}
		if err := act(r, one); err != nil {
			return err
		}
		if err := s.save(ctx, one.Alarm); err != nil {
			return err
		}
		detail := map[string]any{"kind": one.Kind, "department": one.Department, "state": one.State}
		if err := s.Audit.Record(ctx, audit.Entry{Action: action, ObjectKind: table, Object: one.ID, Detail: detail}); err != nil {
			return err
		}
		if action == EventOpened || action == EventAnswered {
			if err := s.Bus.Publish(ctx, action, Happened{Alarm: one.ID, Department: one.Department, Version: one.Version}); err != nil {
				return err
			}
		}
		one.Can = r.can(one.Alarm, one.Definition, s.Clock.Now())
		out = one
		return nil
	})
	return out, err
}
