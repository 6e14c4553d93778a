package app

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/exclusion"
	"github.com/yikou/yikou/internal/appeal/handling"
	"github.com/yikou/yikou/internal/appeal/monthly"
	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/appeal/signal"
	"github.com/yikou/yikou/internal/appeal/sorting"
	"github.com/yikou/yikou/internal/appeal/template"
	"github.com/yikou/yikou/internal/appeal/threshold"
	"github.com/yikou/yikou/internal/demo"
	"github.com/yikou/yikou/internal/demo/appeals"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/standard/civil"
)

// demoDesk handles the appeals of the demo city, at the time and as the person that
// each act has.
type demoDesk struct {
	*handling.Service
	exclusions  *exclusion.Service
	keys        map[string]string // ids of the cases that others merge
	then        *clock.Fixed
	now         time.Time
	departments map[string]string // ids by code
	codes       map[string]string // codes by id
	people      map[string]kernel.Principal
}

// The members of staff of the demo city who handle appeals, beside those of the
// departments.
const (
	demoDispatcher = "paidan"
	demoLeader     = "quzhang"
)

// demoAppeals has the staff of the demo city handle its appeals, all of them in one
// transaction, where there is none yet.
func (a *App) demoAppeals(ctx context.Context) error {
	there, err := a.Appeals.Count(ctx, appeal.Everything())
	if err != nil || there > 0 {
		return err
	}
	d, err := a.demoDesk(ctx)
	if err != nil {
		return err
	}
	list := appeals.All()
	// Lists stand in the order in which cases were written down.
	slices.SortStableFunc(list, func(x, y appeals.Appeal) int { return d.received(x).Compare(d.received(y)) })
	err = a.DB.InTx(ctx, func(ctx context.Context) error {
		for _, one := range list {
			if err := d.handle(ctx, one); err != nil {
				return fmt.Errorf("%s: %w", one.Text, err)
			}
		}
		if err := a.demoTemplates(ctx, d); err != nil {
			return err
		}
		if err := a.demoMonth(ctx, d); err != nil {
			return err
		}
		return a.demoPartner(ctx)
	})
	if err != nil {
		return err
	}
	// What is found of all of them, so that nobody waits an hour for the jobs.
	if err := a.Alarms.Look(ctx); err != nil {
		return err
	}
	_, err = a.Signals.Refresh(authz.With(ctx, d.people[demoLeader]))
	return err
}

func (a *App) demoDesk(ctx context.Context) (*demoDesk, error) {
	d := &demoDesk{now: a.Clock.Now(), keys: map[string]string{}, departments: map[string]string{}, codes: map[string]string{}, people: map[string]kernel.Principal{}}
	d.then = clock.NewFixed(d.now)
	deps := a.Appeals.Deps
	deps.Clock = d.then
	cases, reads := appeal.New(deps), a.Reading.Deps
	reads.Clock = d.then
	reader := reading.New(reads)
	d.Service = &handling.Service{Service: cases, Learner: &sorting.Service{Service: cases, Reading: reader, Watcher: &threshold.Service{Service: reader}}, Files: a.Attachments}
	d.exclusions = &exclusion.Service{Service: cases, Rules: a.Figures.ExclusionRules}
	var codes []string
	for _, one := range demo.Departments() {
		codes = append(codes, one.Code)
	}
	found, err := a.Org.DepartmentsByCode(ctx, codes)
	if err != nil {
		return nil, err
	}
	for code, one := range found {
		d.departments[code], d.codes[one.ID] = one.ID, code
	}
	for _, s := range demo.Staff() {
		p, err := a.demoPerson(ctx, s.Login, appeal.PermRead, appeal.PermCentre, appeal.PermHandle, appeal.PermReview, appeal.PermCallback, appeal.PermLead,
			exclusion.PermAsk, exclusion.PermDecide, template.PermEdit, signal.PermRead,
			monthly.PermRead, monthly.PermKeep, monthly.PermConfirm, monthly.PermReport)
		if err != nil {
			return nil, err
		}
		p.Department, p.Division = d.departments[s.Department], s.Division
		d.people[s.Login] = p
		if slices.Contains(s.Roles, demo.RoleHandler) {
			d.people[s.Department] = p
		}
	}
	return d, nil
}

// received is when a case came in; one of today came in before anybody looked.
func (d *demoDesk) received(one appeals.Appeal) time.Time {
	if one.Days == 0 {
		return d.now.Add(-90 * time.Minute)
	}
	return d.day(-one.Days).End(civil.Beijing).Add(time.Duration(one.Hour-24) * time.Hour)
}

// at moves the clock, never past the present.
func (d *demoDesk) at(t time.Time) {
	if t.After(d.now) {
		t = d.now
	}
	d.then.Move(t.Sub(d.then.Now()))
}

func (d *demoDesk) handle(ctx context.Context, one appeals.Appeal) error {
	d.at(d.received(one))
	c := &appeal.Case{
		Channel: appeal.Channel(one.Channel), Kind: appeal.Kind(one.Kind), Urgency: appeal.Normal, Topic: one.Topic, Text: one.Text,
		Place: one.Place, PlaceCode: one.Spot, Division: one.Division, USCC: one.USCC, Accused: d.departments[one.Accused],
		Reporter: appeal.Person{Name: one.Name, Phone: one.Phone, Anonymous: one.Anonymous, Confidential: one.Confidential},
	}
	if one.Urgent {
		c.Urgency = appeal.Urgent
	}
	if one.Anonymous {
		c.Reporter.Name, c.Reporter.Phone = "", ""
	}
	if err := d.Receive(ctx, c); err != nil {
		return err
	}
	if one.Key != "" {
		d.keys[one.Key] = c.ID
	}
	for _, act := range one.Acts {
		d.at(d.then.Now().Add(time.Duration(act.After) * time.Hour))
		if err := d.act(ctx, c.ID, act); err != nil {
			return fmt.Errorf("%s: %w", act.Do, err)
		}
	}
	return nil
}

// act does one thing with a case, as whoever has to do it.
func (d *demoDesk) act(ctx context.Context, id string, act appeals.Act) error {
	c, err := d.ByID(ctx, id)
	if err != nil {
		return err
	}
	ask := handling.Ask{ID: id, Version: c.Version}
	by := func(name string) context.Context { return authz.With(ctx, d.people[name]) }
	switch act.Do {
	case appeals.Accept:
		return d.Accept(by(demoDispatcher), ask, false)
	case appeals.Refuse:
		return d.Refuse(by(demoDispatcher), ask, act.Basis, act.Words)
	case appeals.Dispatch:
		o := appeal.Order{Lead: d.departments[act.Lead]}
		for _, code := range act.With {
			o.CoHandlers = append(o.CoHandlers, d.departments[code])
		}
		return d.Dispatch(by(demoDispatcher), ask, o, act.Words)
	case appeals.Approve:
		return d.Approve(by(demoLeader), ask)
	case appeals.SendBack:
		return d.SendBack(by(demoLeader), ask, act.Words)
	case appeals.Call:
		b := appeal.Callback{Reached: act.Grade > 0, Grade: act.Grade, Words: act.Words}
		if act.Closing != "unsolved" {
			b.Result = appeal.Closing(act.Closing)
		}
		return d.CallBack(by(demoDispatcher), ask, b)
	case appeals.Suspend:
		until := civil.Of(d.then.Now().In(civil.Beijing)).AddDays(act.Days)
		return d.Suspend(by(demoLeader), ask, handling.Suspension{Basis: act.Basis, Until: until, Notice: act.Words})
	case appeals.Supervise:
		return d.Supervise(by(demoLeader), ask, act.Words)
	case appeals.Excluded, appeals.NotExcluded:
		return d.exclusions.Decide(by(demoLeader), exclusion.Request(ask), act.Do == appeals.Excluded, act.Words)
	case appeals.Merge:
		return d.merge(by(demoDispatcher), ask, act.Keys)
	case appeals.Classify:
		to := appeal.Classification{Kind: appeal.Consult, Topic: c.Topic, Urgency: c.Urgency, Place: c.Place, Division: c.Division, Complex: c.Complex}
		return d.Classify(by(demoDispatcher), ask, to)
	case appeals.Withdraw, appeals.Reopen:
		return d.actOfReporter(ctx, c, act)
	}
	return d.actOfUnit(by(d.codes[c.Lead]), ask, act)
}

// merge puts the cases of those keys into another one.
func (d *demoDesk) merge(ctx context.Context, ask handling.Ask, keys []string) error {
	var others []handling.Ask
	for _, key := range keys {
		c, err := d.ByID(ctx, d.keys[key])
		if err != nil {
			return err
		}
		others = append(others, handling.Ask{ID: c.ID, Version: c.Version})
	}
	return d.Merge(ctx, ask, others)
}

// actOfReporter is what whoever reported does with his case.
func (d *demoDesk) actOfReporter(ctx context.Context, c *appeal.Case, act appeals.Act) error {
	ctx = authz.With(ctx, kernel.Principal{Kind: kernel.EnterprisePrincipal, Name: c.Reporter.Name})
	return d.Apply(ctx, c, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		if act.Do == appeals.Withdraw {
			return d.WithdrawBy(ctx, c, act.Words)
		}
		return d.ReopenBy(ctx, c, appeal.Reporter, act.Words)
	})
}

// actOfUnit is what the department does that leads the case.
func (d *demoDesk) actOfUnit(ctx context.Context, ask handling.Ask, act appeals.Act) error {
	switch act.Do {
	case appeals.Take:
		return d.Take(ctx, ask)
	case appeals.Return:
		return d.Return(ctx, ask, appeal.Return{Clause: act.Basis, Suggested: d.departments[act.Lead], Reason: act.Words})
	case appeals.Reply:
		return d.reply(ctx, ask, act)
	case appeals.Exclude:
		return d.exclusions.Ask(ctx, exclusion.Request(ask), act.Basis, act.Words)
	case appeals.Extend:
		return d.AskExtension(ctx, ask, act.Days, act.Words)
	case appeals.Note:
		return d.Note(ctx, ask, act.Words)
	}
	return fmt.Errorf("nobody knows how to %s", act.Do)
}

// reply answers, with what is shown.
func (d *demoDesk) reply(ctx context.Context, ask handling.Ask, act appeals.Act) error {
	var shown []string
	for _, name := range act.Files {
		content, err := appeals.File(name)
		if err != nil {
			return err
		}
		f, err := d.LayEvidence(ctx, ask.ID, bytes.NewReader(content))
		if err != nil {
			return err
		}
		shown = append(shown, f.ID)
	}
	return d.Reply(ctx, ask, handling.Draft{Words: act.Words, Closing: appeal.Closing(act.Closing)}, shown...)
}

// demoTemplates keeps the replies that the offices have prepared.
func (a *App) demoTemplates(ctx context.Context, d *demoDesk) error {
	for _, one := range appeals.Templates() {
		who := d.people[demoDispatcher]
		if one.Department != "" {
			who = d.people[one.Department]
		}
		if _, err := a.Templates.Add(authz.With(ctx, who), template.Form{Title: one.Title, Words: one.Words}, one.Department == ""); err != nil {
			return fmt.Errorf("%s: %w", one.Title, err)
		}
	}
	return nil
}
