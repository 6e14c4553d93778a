package monthly

import (
	"context"
	"errors"
	"slices"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/signal"
	"github.com/yikou/yikou/internal/appeal/topic"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Service keeps issues. It is safe for concurrent use.
type Service struct {
	*appeal.Service
	Signals Signals
}

func (s *Service) today() civil.Date { return civil.Of(s.Clock.Now().In(civil.Beijing)) }

// Proposal is what somebody puts on the list of a month.
type Proposal struct {
	Month, Title, Reason string
	Subject
	// Signal is the id of the signal that it comes from, empty for none. A topic that
	// rises says its own subject.
	Signal string
}

// mostBasis is how many cases an issue that is put on the list by hand stands on at
// most, the newest. A guess.
const mostBasis = 2000

// Propose puts an issue on the list of a month.
func (s *Service) Propose(ctx context.Context, p Proposal) (out *Shown, err error) {
	r, err := s.reader(ctx, PermKeep)
	if err != nil {
		return nil, err
	}
	i := &Issue{
		ID: kernel.NewID(), Month: p.Month, Title: p.Title, Subject: p.Subject, Source: ByHand, State: Proposed,
		ProposedBy: authz.From(ctx).ID, ProposedAt: s.Clock.Now(), Version: 1,
	}
	cases, err := s.standsOn(ctx, r, i, p.Signal)
	if err != nil {
		return nil, err
	}
	reason, err := words("reason", p.Reason)
	if err != nil {
		return nil, err
	}
	_, known := topic.Default().Find(i.Topic)
	if err := i.Check(s.today(), known); err != nil {
		return nil, err
	}
	if err := s.checkPlace(ctx, i.Place); err != nil {
		return nil, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if again, err := s.twice(ctx, i, r.view); err != nil || again {
			return errors.Join(err, errIf(again, ErrTwice))
		}
		if err := s.insert(ctx, i, cases); err != nil {
			return err
		}
		if err := s.noted(ctx, i, ActPropose, reason); err != nil {
			return err
		}
		out, err = s.shown(ctx, r, i)
		return err
	})
	return out, err
}

func errIf(is bool, err error) error {
	if is {
		return err
	}
	return nil
}

// standsOn returns the cases that an issue stands on as its proposer sees them: those
// of the signal, or those of its topic of the last weeks.
func (s *Service) standsOn(ctx context.Context, r reader, i *Issue, from string) ([]string, error) {
	if from != "" {
		found, err := s.Signals.Basis(ctx, from)
		if errors.Is(err, signal.ErrNotFound) {
			return nil, ErrSignal
		}
		if i.Source = Alike; found.Kind == signal.KindRising {
			i.Source, i.Subject = Rising, Subject(found.Key)
		}
		return found.Cases, err
	}
	today := s.today()
	list, err := s.Cases(ctx, received(r.cases, i.Subject, Span{today.AddDays(-7 * weeksBefore), today}), mostBasis)
	ids := make([]string, len(list))
	for n, c := range list {
		ids[n] = c.ID
	}
	return ids, err
}

func (s *Service) checkPlace(ctx context.Context, code string) error {
	if code == "" {
		return nil
	}
	names, err := s.Signals.PlaceNames(ctx, []string{code})
	if err == nil && names[code] == "" {
		err = ErrForm.With(errs.Field{Path: "body.place", Msg: "请从列表里选择地点"})
	}
	return err
}

// noted writes down what somebody did with an issue, and tells those whom it concerns.
func (s *Service) noted(ctx context.Context, i *Issue, act Act, said string) error {
	who := authz.From(ctx)
	if err := s.insertStep(ctx, i.ID, Step{At: s.Clock.Now(), By: who.ID, Act: act, Words: said}); err != nil {
		return err
	}
	detail := map[string]any{"month": i.Month, "topic": i.Topic, "state": i.State}
	if err := s.Audit.Record(ctx, audit.Entry{Action: actions[act].audit, ObjectKind: table, Object: i.ID, Detail: detail}); err != nil {
		return err
	}
	event := actions[act].event
	if event == "" {
		return nil
	}
	departments := []string{}
	if i.Lead != "" {
		departments = append([]string{i.Lead}, i.With...)
	}
	return s.Bus.Publish(ctx, event, Happened{Issue: i.ID, Departments: departments, Begun: !i.BegunAt.IsZero(), Proposer: i.ProposedBy, Chooser: i.ChosenBy})
}

// actions say under which name each act stands in the audit log, and which event it
// is, "" for none.
var actions = map[Act]struct{ audit, event string }{
	ActPropose: {"appeal.issue_proposed", ""},
	ActChoose:  {EventChosen, EventChosen},
	ActConfirm: {EventConfirmed, EventConfirmed},
	ActReturn:  {EventReturned, EventReturned},
	ActMeasure: {"appeal.issue_measured", ""},
	ActReport:  {EventReported, EventReported},
	ActFinish:  {"appeal.issue_finished", EventEnded},
	ActDrop:    {"appeal.issue_dropped", EventEnded},
	ActReopen:  {EventReopened, EventReopened},
}

// Do names an issue as the caller saw it.
type Do struct {
	ID      string
	Version int64
}

// change does something with an issue: act returns what is noted down of it.
func (s *Service) change(ctx context.Context, do Do, perm authz.Permission, act Act, apply func(context.Context, reader, *Issue) (said string, err error)) (out *Shown, err error) {
	r, err := s.reader(ctx, perm)
	if err != nil {
		return nil, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		i, err := s.load(ctx, do.ID, r.view)
		if err != nil {
			return err
		}
		if i.Version != do.Version {
			return ErrStale
		}
		said, err := apply(ctx, r, i)
		if err != nil {
			return err
		}
		if err := s.save(ctx, i); err != nil {
			return err
		}
		if err := s.noted(ctx, i, act, said); err != nil {
			return err
		}
		out, err = s.shown(ctx, r, i)
		return err
	})
	return out, err
}

// Choose says who solves an issue, to what end and until when.
func (s *Service) Choose(ctx context.Context, do Do, p Plan) (*Shown, error) {
	return s.change(ctx, do, PermKeep, ActChoose, func(ctx context.Context, _ reader, i *Issue) (string, error) {
		open, err := s.partners(ctx, i.ID, append([]string{p.Lead}, p.With...))
		if err != nil {
			return "", err
		}
		if err := i.Choose(authz.From(ctx).ID, p, s.today(), func(d string) bool { return slices.Contains(open, d) }); err != nil {
			return "", err
		}
		return "", s.saveHelpers(ctx, i)
	})
}

// partners returns those of some departments that exist and may know of an issue.
func (s *Service) partners(ctx context.Context, issue string, wanted []string) (open []string, err error) {
	all, err := s.Departments.All(ctx)
	if err != nil {
		return nil, err
	}
	for _, d := range wanted {
		if all[d].ID == "" || all[d].Closed {
			continue
		}
		path, err := s.Departments.Path(ctx, d)
		if err != nil {
			return nil, err
		}
		known, err := s.knows(ctx, issue, path)
		if err != nil {
			return nil, err
		}
		if known {
			open = append(open, d)
		}
	}
	return open, nil
}

// Confirm lets the departments begin.
func (s *Service) Confirm(ctx context.Context, do Do) (*Shown, error) {
	return s.change(ctx, do, PermConfirm, ActConfirm, func(ctx context.Context, _ reader, i *Issue) (string, error) {
		return "", i.Confirm(authz.From(ctx).ID, s.Clock.Now())
	})
}

// Return gives a choice back to the centre, saying why.
func (s *Service) Return(ctx context.Context, do Do, why string) (*Shown, error) {
	return s.said(ctx, do, PermConfirm, ActReturn, why, func(_ reader, i *Issue) error { return i.Return() })
}

// Report notes how far a department has come.
func (s *Service) Report(ctx context.Context, do Do, text string) (*Shown, error) {
	return s.said(ctx, do, PermReport, ActReport, text, func(r reader, i *Issue) error {
		if !r.takesPart(i) {
			return ErrForeign
		}
		return i.Report()
	})
}

// Finish ends an issue as solved, saying with what result.
func (s *Service) Finish(ctx context.Context, do Do, result string) (*Shown, error) {
	return s.said(ctx, do, PermKeep, ActFinish, result, func(_ reader, i *Issue) error { return i.Finish(s.Clock.Now()) })
}

// Drop takes an issue off the list, saying why.
func (s *Service) Drop(ctx context.Context, do Do, why string) (*Shown, error) {
	return s.said(ctx, do, PermKeep, ActDrop, why, func(_ reader, i *Issue) error { return i.Drop(s.Clock.Now()) })
}

// Reopen takes up again what was done or dropped, saying why.
func (s *Service) Reopen(ctx context.Context, do Do, why string) (*Shown, error) {
	return s.said(ctx, do, PermKeep, ActReopen, why, func(_ reader, i *Issue) error { return i.Reopen() })
}

// said does something that needs words.
func (s *Service) said(ctx context.Context, do Do, perm authz.Permission, act Act, text string, apply func(reader, *Issue) error) (*Shown, error) {
	return s.change(ctx, do, perm, act, func(_ context.Context, r reader, i *Issue) (string, error) {
		text, err := words("words", text)
		if err != nil {
			return "", err
		}
		return text, apply(r, i)
	})
}

// AddMeasure names another measure; whoever leads names it for any department that
// takes part, a helper for itself.
func (s *Service) AddMeasure(ctx context.Context, do Do, m Measure) (*Shown, error) {
	return s.change(ctx, do, PermReport, ActMeasure, func(ctx context.Context, r reader, i *Issue) (string, error) {
		if m.Department == "" {
			m.Department = i.Lead
		}
		if !r.acts(i, m.Department) {
			return "", ErrForeign
		}
		m.ID = kernel.NewID()
		if err := i.Add(m, s.today()); err != nil {
			return "", err
		}
		added := i.Measures[len(i.Measures)-1]
		return "新增措施：" + added.Words, s.insertMeasure(ctx, i.ID, added)
	})
}

// Advance moves a measure on.
func (s *Service) Advance(ctx context.Context, do Do, measure string, to MeasureState) (*Shown, error) {
	return s.change(ctx, do, PermReport, ActMeasure, func(ctx context.Context, r reader, i *Issue) (string, error) {
		before, err := i.Advance(measure, to, s.today())
		if err != nil {
			return "", err
		}
		if !r.acts(i, before.Department) {
			return "", ErrForeign
		}
		at := slices.IndexFunc(i.Measures, func(m Measure) bool { return m.ID == measure })
		return "措施“" + before.Words + "”" + to.Label(), s.saveMeasure(ctx, i.Measures[at])
	})
}
