package app

import (
	"slices"

	"github.com/yikou/yikou/internal/app/telling"
	"github.com/yikou/yikou/internal/platform/events"
)

// subscriptions is the table of who listens to what.
func (a *App) subscriptions() []events.Subscription {
	teller := telling.Teller{Bus: a.Bus, Notify: a.Notify, Enterprise: a.Enterprise, People: a.people, Staffing: a.Staffing}
	return slices.Concat(
		teller.Subscriptions(), // what people are told
		telling.Appeals{Teller: teller, Cases: a.Appeals}.Subscriptions(),                                     // appeal.*: staff when work lands on them, reporters when something moves
		telling.Alarms{Teller: teller, Departments: a.Appeals.Departments}.Subscriptions(),                    // appeal.alarm_*: a department's leaders, and the centre when they have answered
		telling.Issues{Teller: teller, Issues: a.Monthly, Departments: a.Appeals.Departments}.Subscriptions(), // appeal.issue_*: who confirms, who solves, and the centre
		a.Exchange.Subscriptions(), // appeal.*: partners are told of the cases that they handed over
		a.Sorting.Subscriptions(),  // appeal.received: reads the case
		a.Staffing.Subscriptions(), // account.staff_created, account.imported: opens the main tenures that are missing
		a.Policy.Subscriptions(),   // enterprise.imported, enterprise.facts_recorded: keeps the matching columns fresh
		a.Reach.Subscriptions(),    // policy.published, policy.resumed and policy.imported ask for a run, policy.matched tells what it found
	)
}
