package app

import (
	"context"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/exchange"
	"github.com/yikou/yikou/internal/appeal/monthly"
	"github.com/yikou/yikou/internal/demo/appeals"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/standard/civil"
)

// demoMonth has the staff of the demo city put an issue on the list of a month and
// work on it, each in the morning of his day.
func (a *App) demoMonth(ctx context.Context, d *demoDesk) error {
	told, service := appeals.OfMonth(), &monthly.Service{Service: d.Service.Service, Signals: a.Signals}
	var issue *monthly.Shown
	for _, act := range told.Acts {
		d.at(d.day(-act.Days).Time(civil.Beijing).Add(10 * time.Hour))
		next, err := d.solve(ctx, service, told, issue, act)
		if err != nil {
			return fmt.Errorf("%s: %s: %w", told.Title, act.Do, err)
		}
		issue = next
	}
	return nil
}

// day is so many days from today.
func (d *demoDesk) day(ahead int) civil.Date {
	return civil.Of(d.now.In(civil.Beijing)).AddDays(ahead)
}

// solve does one thing with the issue of a month as it stands, nil before there is one.
func (d *demoDesk) solve(ctx context.Context, s *monthly.Service, told appeals.Monthly, issue *monthly.Shown, act appeals.MonthlyAct) (*monthly.Shown, error) {
	by := func(name string) context.Context { return authz.With(ctx, d.people[name]) }
	if act.Do == appeals.Propose {
		return s.Propose(by(demoDispatcher), monthly.Proposal{
			Month: d.day(-act.Days).String()[:len("2006-01")], Title: told.Title, Reason: act.Words, Subject: monthly.Subject{Topic: told.Topic},
		})
	}
	do := monthly.Do{ID: issue.ID, Version: issue.Version}
	switch act.Do {
	case appeals.Choose:
		plan := monthly.Plan{Lead: d.departments[told.Lead], Goal: told.Goal, Due: d.day(told.Due)}
		for _, code := range told.With {
			plan.With = append(plan.With, d.departments[code])
		}
		return s.Choose(by(demoDispatcher), do, plan)
	case appeals.Confirm:
		return s.Confirm(by(demoLeader), do)
	case appeals.Measure:
		return s.AddMeasure(by(told.Lead), do, monthly.Measure{Department: d.departments[act.Department], Words: act.Words, Due: d.day(act.Due)})
	case appeals.Started, appeals.Finished:
		return s.Advance(by(told.Lead), do, issue.Measures[act.Measure].ID, monthly.MeasureState(act.Do))
	case appeals.Report:
		return s.Report(by(told.Lead), do, act.Words)
	}
	return nil, fmt.Errorf("nobody knows how to %s", act.Do)
}

// demoPartner agrees with a system of others, has it told a test, and stops before that
// leaves: the list of what it is told has a row, and nobody is called.
func (a *App) demoPartner(ctx context.Context) error {
	admin, err := a.demoPerson(ctx, "xitong", exchange.PermPartners)
	if err != nil {
		return err
	}
	ctx = authz.With(ctx, admin)
	one := appeals.HotlineSystem()
	terms := exchange.Terms{
		Name: one.Name, Endpoint: one.Endpoint,
		Events: []string{appeal.EventAccepted, appeal.EventDispatched, appeal.EventApproved, appeal.EventClosed},
	}
	p, err := a.Exchange.Add(ctx, one.Code, terms)
	if err != nil {
		return err
	}
	if _, err := a.Exchange.Test(ctx, p.ID); err != nil {
		return err
	}
	terms.Off = true
	_, err = a.Exchange.Agree(ctx, p.ID, p.Version, terms)
	return err
}
