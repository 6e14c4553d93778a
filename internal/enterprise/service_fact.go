package enterprise

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/enterprise/store"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Statement is what somebody says of an enterprise, as it was written.
type Statement struct {
	Key, Period, Value string
	// From and To bound a qualification; zero is an open end.
	From, To civil.Date
	// AsOf is the day it speaks of; zero is today.
	AsOf     civil.Date
	Evidence string
	// Source and Tier are set by the use case, but in RecordFacts.
	Source string
	Tier   Tier
}

// The sources of what is recorded one by one.
const (
	SourceStaff = "工作人员核实"
	SourceFirm  = "企业申报"
)

// Recorded is what recording a statement did.
type Recorded struct {
	Fact Fact
	// Changed are the measures whose verdict is another one now.
	Changed []VerdictChange
}

// VerdictChange is a measure whose verdict changed.
type VerdictChange struct {
	Measure, Title, From, To string
}

// Verify records a statement that the caller, a member of staff, has verified
// (T1).
func (s *Service) Verify(ctx context.Context, uscc string, st Statement) (Recorded, error) {
	scope, err := authz.Require(ctx, PermRecordFact)
	if err != nil {
		return Recorded{}, err
	}
	st.Source, st.Tier = SourceStaff, T1
	return s.recordOne(ctx, scope, uscc, st)
}

// Declare records a statement of the firm itself (T2). The caller must act for
// it.
func (s *Service) Declare(ctx context.Context, uscc string, st Statement) (Recorded, error) {
	scope, err := s.own(ctx, PermOwnDeclare, uscc)
	if err != nil {
		return Recorded{}, err
	}
	st.Source, st.Tier = SourceFirm, T2
	return s.recordOne(ctx, scope, uscc, st)
}

// own returns the scope of one who acts for an enterprise, ErrNotFound for any
// other enterprise.
func (s *Service) own(ctx context.Context, perm authz.Permission, uscc string) (kernel.Scope, error) {
	scope, err := authz.Require(ctx, perm)
	if err != nil {
		return scope, err
	}
	if !slices.Contains(scope.Enterprises, uscc) && scope.Reach != kernel.ReachAll {
		return scope, ErrNotFound
	}
	return scope, nil
}

// RecordFacts records statements with sources and tiers of the caller's own,
// for other modules: it asks for no permission.
func (s *Service) RecordFacts(ctx context.Context, uscc string, list []Statement) ([]Fact, error) {
	facts, _, err := s.record(ctx, kernel.Everything(), uscc, list, false)
	return facts, err
}

func (s *Service) recordOne(ctx context.Context, scope kernel.Scope, uscc string, st Statement) (Recorded, error) {
	facts, changed, err := s.record(ctx, scope, uscc, []Statement{st}, true)
	if err != nil {
		return Recorded{}, err
	}
	return Recorded{Fact: facts[0], Changed: changed}, nil
}

// recordTries is how often two who record the same at the same time are tried
// again.
const recordTries = 3

func (s *Service) record(ctx context.Context, scope kernel.Scope, uscc string, list []Statement, compare bool) (facts []Fact, changed []VerdictChange, err error) {
	for range recordTries {
		err = s.DB.InTx(ctx, func(ctx context.Context) error {
			facts, changed, err = s.recordTx(ctx, scope, uscc, list, compare)
			return err
		})
		if name, twice := db.UniqueViolation(err); !twice || name != "enterprise_fact_current" {
			break
		}
	}
	return facts, changed, err
}

func (s *Service) recordTx(ctx context.Context, scope kernel.Scope, uscc string, list []Statement, compare bool) ([]Fact, []VerdictChange, error) {
	e, err := s.entity(ctx, uscc, scope)
	if err != nil {
		return nil, nil, err
	}
	dictionary, err := s.store.Dictionary(ctx)
	if err != nil {
		return nil, nil, err
	}
	by := store.NewStamp(s.Clock.Now())
	facts, add, err := s.weigh(ctx, e.Ordinal, dictionary, list, by)
	if err != nil || len(add) == 0 {
		return facts, nil, err
	}
	var before []Verdict
	if compare && s.Verdicts != nil {
		if before, err = s.Verdicts.Verdicts(ctx, uscc); err != nil {
			return nil, nil, err
		}
	}
	if err := s.write(ctx, e, add, by); err != nil {
		return nil, nil, err
	}
	if before == nil {
		return facts, nil, nil
	}
	after, err := s.Verdicts.Verdicts(ctx, uscc)
	return facts, difference(before, after), err
}

// weigh turns statements into facts and tells which of them are new.
func (s *Service) weigh(ctx context.Context, ordinal uint32, d Dictionary, list []Statement, by store.Stamp) (facts []Fact, add []store.NewFact, err error) {
	current, err := s.store.CurrentFacts(ctx, []uint32{ordinal})
	if err != nil {
		return nil, nil, err
	}
	number, err := s.store.TakeFactIDs(ctx, int64(len(list)))
	if err != nil {
		return nil, nil, err
	}
	who := authz.From(ctx).Name
	for i, st := range list {
		key, f, err := st.fact(d, s.today())
		if err != nil {
			return nil, nil, err
		}
		f.ID, f.RecordedAt, f.RecordedBy = number+int64(i), by.At, who
		n := store.NewFact{OwnedFact: store.OwnedFact{Enterprise: ordinal, Fact: f}, Subject: f.Subject(key.Kind)}
		known := false
		for _, c := range current {
			if c.Fact.Key == f.Key && c.Fact.Period == f.Period && c.Fact.Source == f.Source && c.Fact.Subject(key.Kind) == n.Subject {
				if known = c.Fact.Value == f.Value && c.Fact.To == f.To && c.Fact.Tier == f.Tier; known {
					f = c.Fact
				}
				n.Replaces = c.Fact.ID
			}
		}
		facts = append(facts, f)
		if !known {
			add = append(add, n)
		}
	}
	return facts, add, nil
}

// fact reads a statement by the dictionary; its error names the input that is
// wrong.
func (st Statement) fact(d Dictionary, today civil.Date) (Key, Fact, error) {
	key, known := d.Find(st.Key)
	if !known {
		return key, Fact{}, ErrUnknownKey.With(errs.Field{Path: "body.key", Msg: "没有这一项事实"})
	}
	refuse := func(path string, err error) (Key, Fact, error) {
		return key, Fact{}, ErrFactValue.With(errs.Field{Path: "body." + path, Msg: key.Label + err.Error()})
	}
	f := Fact{Key: st.Key, Source: st.Source, Tier: st.Tier, AsOf: st.AsOf, Evidence: record.Clip(record.Clean(st.Evidence), record.NoteLimit)}
	var err error
	if f.Period, err = key.CanonicalPeriod(st.Period); err != nil {
		return refuse("period", err)
	}
	if f.Value, err = key.Canonical(record.Clean(st.Value)); err != nil {
		return refuse("value", err)
	}
	if f.AsOf.IsZero() {
		f.AsOf = today
	}
	if f.AsOf.After(today) {
		return refuse("as_of", errors.New("的数据日期在今天之后"))
	}
	if key.Kind == KindQualification {
		f.From, f.To = st.From, st.To
		if !f.To.IsZero() && f.To.Before(f.From) {
			return refuse("to", record.ErrValid)
		}
	}
	return key, f, nil
}

// write keeps new facts of one enterprise with everything that rests on them.
func (s *Service) write(ctx context.Context, e *Entity, add []store.NewFact, by store.Stamp) error {
	if err := s.store.Touch(ctx, by); err != nil {
		return err
	}
	if err := s.store.Mark(ctx, []uint32{e.Ordinal}, by); err != nil {
		return fmt.Errorf("mark enterprise: %w", err)
	}
	if err := s.store.AddFacts(ctx, add, by); err != nil {
		return err
	}
	keys := make([]string, len(add))
	for i, n := range add {
		keys[i] = n.Fact.Key
	}
	if err := s.store.Restate(ctx, []uint32{e.Ordinal}, by, s.today()); err != nil {
		return err
	}
	detail := map[string]any{"keys": keys, "source": add[0].Fact.Source, "tier": add[0].Fact.Tier}
	if err := s.Audit.Record(ctx, audit.Entry{Action: "enterprise.facts_recorded", ObjectKind: "enterprise", Object: e.USCC, Detail: detail}); err != nil {
		return err
	}
	return s.Bus.Publish(ctx, EventFactsRecorded, FactsRecorded{USCC: e.USCC, Keys: keys})
}

func difference(before, after []Verdict) []VerdictChange {
	was := make(map[string]string, len(before))
	for _, v := range before {
		was[v.Measure] = v.Verdict
	}
	changed := []VerdictChange{}
	for _, v := range after {
		if old, known := was[v.Measure]; known && old != v.Verdict {
			changed = append(changed, VerdictChange{Measure: v.Measure, Title: v.Title, From: old, To: v.Verdict})
		}
	}
	return changed
}

// MarkComplete says that a source is complete for a key as of a day: whoever has
// no such fact has not got it. A day before the one known changes nothing.
func (s *Service) MarkComplete(ctx context.Context, key, source string, asOf civil.Date) error {
	if _, err := authz.Require(ctx, PermDictionary); err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		dictionary, err := s.store.Dictionary(ctx)
		if err != nil {
			return err
		}
		if _, known := dictionary.Find(key); !known {
			return ErrUnknownKey
		}
		changed, err := s.store.Complete(ctx, key, source, store.DayOr(asOf, store.NoDay), authz.From(ctx).Name, store.NewStamp(s.Clock.Now()))
		if err != nil || !changed {
			return err
		}
		detail := map[string]any{"key": key, "source": source, "as_of": asOf.String()}
		return s.Audit.Record(ctx, audit.Entry{Action: "enterprise.source_completed", ObjectKind: "enterprise_fact_key", Object: key, Detail: detail})
	})
}
