package sorting

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/events"
)

// Service holds the use cases of the package. It is safe for concurrent use.
type Service struct {
	*appeal.Service
	Reading *reading.Service
	Watcher Watcher
}

// Subscriptions has every case read that comes in. It happens behind the receipt,
// so that nobody who reports waits for it.
func (s *Service) Subscriptions() []events.Subscription {
	return []events.Subscription{{Event: appeal.EventReceived, Subscriber: "appeal.sorting", Handle: s.hear}}
}

func (s *Service) hear(ctx context.Context, e events.Event) error {
	var h appeal.Happened
	if err := e.Decode(&h); err != nil {
		return err
	}
	return s.Sort(ctx, h.Case)
}

// Sort reads a case for the program itself, once, and lets take effect what the
// thresholds let through.
func (s *Service) Sort(ctx context.Context, id string) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		c, err := s.ByID(ctx, id)
		if err != nil {
			return err
		}
		if k, err := s.load(ctx, id); err != nil || k != nil {
			return err
		}
		k, err := s.read(ctx, c)
		if err != nil {
			return err
		}
		if err := s.take(ctx, c, k); err != nil {
			return err
		}
		if err := s.keep(ctx, c, k); err != nil || len(k.ToCheck) == 0 {
			return err
		}
		return s.Bus.Publish(ctx, EventDrawn, Drawn{Case: id, Fields: k.ToCheck})
	})
}

// read reads a case without keeping anything.
func (s *Service) read(ctx context.Context, c *appeal.Case) (*Kept, error) {
	p, err := s.Reading.Propose(ctx, c.ID, c.Text, c.Accused)
	return &Kept{Proposal: p, At: s.Clock.Now()}, err
}

// take lets the proposals take effect that stand by themselves. A case that moved
// on meanwhile is left alone.
func (s *Service) take(ctx context.Context, c *appeal.Case, k *Kept) error {
	n, taken := bySelf(c, &k.Proposal)
	if c.State != appeal.Received {
		taken = nil
	}
	for _, g := range k.Guesses() { // what did not take effect is nobody's to check
		g.Check = g.Check && slices.Contains(taken, g.Field)
	}
	if k.Taken = taken; len(taken) == 0 {
		return nil
	}
	var said []string
	for _, f := range taken {
		g := guessOf(&k.Proposal, f)
		if g.Check {
			k.ToCheck = append(k.ToCheck, f)
		}
		if valueOf(c, f) != g.Value {
			said = append(said, fmt.Sprintf("%s“%s”（把握 %.0f%%）", f.Label(), g.Label, 100*g.Confidence))
		}
	}
	if len(said) == 0 {
		return nil
	}
	return s.Apply(ctx, c, func(_ context.Context, c *appeal.Case) (appeal.Done, error) {
		changed, err := c.Classify(n)
		return appeal.Done{Event: appeal.EventClassified, Entry: appeal.Entry{
			Act: appeal.ActClassify, Words: fmt.Sprintf("系统按第 %d 版分拣门槛采用：%s。", k.Edition, strings.Join(said, "、")), Facts: appeal.Facts{Changed: changed},
		}}, err
	})
}

// kept returns what was read from a case, and reads and keeps it where that has not
// happened yet. Call it inside a transaction.
func (s *Service) kept(ctx context.Context, c *appeal.Case) (*Kept, error) {
	k, err := s.load(ctx, c.ID)
	if err != nil || k != nil {
		return k, err
	}
	if k, err = s.read(ctx, c); err != nil {
		return nil, err
	}
	for _, g := range k.Guesses() {
		g.Check = false // nothing of it takes effect any more
	}
	return k, s.keep(ctx, c, k)
}

// Sorted is a case with what was read from it and what people decided since.
type Sorted struct {
	*Kept
	Case *appeal.Case
	// Decided are the last decisions by field.
	Decided map[reading.Field]reading.Made
	// Staff names whoever decided, by id.
	Staff map[string]string
}

// Of returns what was read from a case that the caller sees. Which department it
// falls to is the centre's to know: the one complained of is never proposed, and a
// gap in what is proposed would give it away.
func (s *Service) Of(ctx context.Context, id string) (*Sorted, error) {
	c, err := s.Find(ctx, appeal.PermRead, id)
	if err != nil {
		return nil, err
	}
	k, err := s.load(ctx, id)
	if err != nil {
		return nil, err
	}
	if k == nil { // it has just come in, or is older than this package
		if k, err = s.read(ctx, c); err != nil {
			return nil, err
		}
	}
	out := &Sorted{Kept: k, Case: c}
	if out.Decided, err = s.Reading.DecisionsOf(ctx, id); err != nil {
		return nil, err
	}
	var staff []string
	for _, d := range out.Decided {
		staff = append(staff, d.By)
	}
	out.Staff, err = s.People.StaffNames(ctx, staff)
	if !authz.Can(authz.From(ctx), appeal.PermCentre) {
		k.Department, k.Duty = reading.Guess{Field: reading.Department}, ""
		delete(out.Decided, reading.Department)
	}
	return out, err
}

// Choice is what somebody decides on one field.
type Choice struct {
	Field reading.Field
	Value string
}

// Decide takes proposals over or corrects them: the case says from now on what was
// decided, and each decision is a row to train from.
func (s *Service) Decide(ctx context.Context, id string, version int64, list []Choice) error {
	_, err := s.Change(ctx, appeal.Step{ID: id, Version: version, Permission: appeal.PermCentre}, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		return s.decide(ctx, c, list)
	})
	return err
}

func (s *Service) decide(ctx context.Context, c *appeal.Case, list []Choice) (appeal.Done, error) {
	n, err := s.chosen(ctx, c, list)
	if err != nil {
		return appeal.Done{}, err
	}
	k, err := s.kept(ctx, c)
	if err != nil {
		return appeal.Done{}, err
	}
	changed, err := c.Classify(n)
	if err != nil {
		return appeal.Done{}, err
	}
	if err := s.learn(ctx, c, k, list); err != nil {
		return appeal.Done{}, err
	}
	if len(changed) == 0 {
		return appeal.Done{}, nil // the case says so already; the decision counts all the same
	}
	return appeal.Done{Event: appeal.EventClassified, Entry: appeal.Entry{Act: appeal.ActClassify, Facts: appeal.Facts{Changed: changed, Complex: n.Complex}}}, nil
}

// chosen is what a case becomes by choices, or why it cannot.
func (s *Service) chosen(ctx context.Context, c *appeal.Case, list []Choice) (appeal.Classification, error) {
	n := classification(c)
	tree, err := s.Reading.Town.Tree(ctx)
	if err != nil {
		return n, err
	}
	for _, one := range list {
		if problem := wrongChoice(one, tree); problem != "" || !slices.Contains(settable, one.Field) {
			return n, ErrDecision.With(errs.Field{Path: "body.decisions", Msg: one.Field.Label() + "：" + problem})
		}
		set(&n, one.Field, one.Value)
	}
	return n, nil
}

// learn keeps decisions as rows to train from, without the reporter's name. What
// waited to be checked has been, and whether the field may go on taking effect is
// looked at anew.
func (s *Service) learn(ctx context.Context, c *appeal.Case, k *Kept, list []Choice) error {
	if len(list) == 0 {
		return nil
	}
	d := reading.Decided{Case: c.ID, Text: c.Text, Names: []string{c.Reporter.Name}, Edition: k.Edition, Shielded: c.Accused != ""}
	for _, one := range list {
		d.Decisions = append(d.Decisions, reading.Decision{Field: one.Field, Proposed: *guessOf(&k.Proposal, one.Field), Decided: one.Value})
	}
	if err := s.Reading.Decide(ctx, d); err != nil {
		return err
	}
	if err := s.checked(ctx, c.ID, k, list); err != nil {
		return err
	}
	for _, one := range d.Decisions {
		if one.Proposed.Check {
			if err := s.Watcher.Watch(ctx, one.Field); err != nil {
				return err
			}
		}
	}
	return nil
}
